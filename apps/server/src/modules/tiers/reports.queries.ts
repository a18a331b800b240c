import { Injectable } from '@nestjs/common';
import type { Reader } from '../../platform/db/statements';

/** Later than any instant: the last stretch of everybody has no end. */
const FAR_MS = 9_000_000_000_000_000;

/** Sums over all members of a brand. */
@Injectable()
export class TierReportsQueries {
  /** Members by level, as recorded. */
  now(reader: Reader, brandId: number): Promise<{ level: number; members: number }[]> {
    return reader.query(
      'SELECT level, COUNT(*) AS members FROM customer_tier WHERE brand_id = ? GROUP BY level ORDER BY level',
      [brandId],
    );
  }

  /**
   * Stretches of members on a level, grouped by which of the given instants lie in them: those from number `entered`
   * to before number `leftAt`. One walk over the changes; of several at one instant the last recorded holds.
   */
  stretches(
    reader: Reader,
    brandId: number,
    ascendingMs: readonly number[],
  ): Promise<{ level: number; entered: number; leftAt: number; members: number }[]> {
    const passed = (column: string): string => ascendingMs.map(() => `(${column} > ?)`).join(' + ');
    return reader.query(
      `SELECT level, entered, left_at AS leftAt, COUNT(*) AS members FROM (
         SELECT to_level AS level, ${passed('occurred_at_ms')} AS entered, ${passed('until_ms')} AS left_at
         FROM (
           SELECT to_level, occurred_at_ms,
             COALESCE(LEAD(occurred_at_ms) OVER (PARTITION BY customer_id ORDER BY occurred_at_ms, id), ${FAR_MS}) AS until_ms
           FROM tier_change WHERE brand_id = ?
         ) one WHERE until_ms > occurred_at_ms
       ) stretch GROUP BY level, entered, left_at`,
      [...ascendingMs, ...ascendingMs, brandId],
    );
  }

  async members(reader: Reader, brandId: number): Promise<number> {
    const rows = await reader.query<{ n: number }>(
      `SELECT COUNT(*) AS n FROM customer
       WHERE brand_id = ? AND joined_at_ms > 0 AND +alias_of = 0 AND erased_at_ms = 0`,
      [brandId],
    );
    return rows[0]?.n ?? 0;
  }

  /** Members by id, page by page. */
  page(
    reader: Reader,
    brandId: number,
    afterId: number,
    limit: number,
  ): Promise<{ id: number; joinedAtMs: number }[]> {
    return reader.query(
      `SELECT id, joined_at_ms AS joinedAtMs FROM customer
       WHERE brand_id = ? AND id > ? AND joined_at_ms > 0 AND +alias_of = 0 AND erased_at_ms = 0
       ORDER BY id LIMIT ?`,
      [brandId, afterId, limit],
    );
  }
}
