import { Injectable } from '@nestjs/common';
import type { Reader, Tx, Value } from '../../platform/db/statements';
import type { RowOf } from '../../platform/db/table';
import { standings, tierChanges } from './entities';

/** Where a member stands as of the last judgement. */
export type StandingRow = Omit<RowOf<typeof standings>, 'brandId'>;
/** A change as it was recorded. */
export type ChangeRow = Omit<RowOf<typeof tierChanges>, 'brandId' | 'occurredAtMs'> & {
  readonly atMs: number;
};

/** All that a judgement says anew. */
const { customerId: _customer, brandId: _brand, ...judged } = standings.definition;
const JUDGED = Object.keys(judged) as (keyof typeof judged)[];
const COLUMNS = Object.keys(standings.definition) as (keyof typeof standings.definition)[];

/** Standings, and the changes that led to them. */
@Injectable()
export class StandingsQueries {
  async save(tx: Tx, brandId: number, rows: readonly StandingRow[]): Promise<void> {
    // Cell by cell: a batch judges thousands, and spreading their rows costs more than judging them.
    const values: Value[] = [];
    for (const row of rows) for (const name of COLUMNS) values.push(name === 'brandId' ? brandId : row[name]);
    await standings.insertFlat(tx, values, { upsert: JUDGED });
  }

  /**
   * Members behind a cursor who were never judged, or not since an instant. @returns ids and where the page ended; the
   * page is one of customers, so that a brand of which nobody is left is walked in pages too
   */
  async behind(
    reader: Reader,
    brandId: number,
    afterId: number,
    judgedBeforeMs: number,
    limit: number,
  ): Promise<{ ids: number[]; lastId: number | null }> {
    const rows = await reader.query<{ id: number; isBehind: number }>(
      `SELECT c.id, CASE WHEN c.joined_at_ms > 0 AND c.alias_of = 0 AND c.erased_at_ms = 0
         AND (t.customer_id IS NULL OR t.judged_at_ms < ?) THEN 1 ELSE 0 END AS isBehind
       FROM customer c LEFT JOIN customer_tier t ON t.customer_id = c.id
       WHERE c.brand_id = ? AND c.id > ? ORDER BY c.id LIMIT ?`,
      [judgedBeforeMs, brandId, afterId, limit],
    );
    const last = rows[rows.length - 1];
    return {
      ids: rows.filter((row) => row.isBehind === 1).map((row) => row.id),
      lastId: rows.length < limit || !last ? null : last.id,
    };
  }

  /** Changes of these customers in the order in which they hold: by instant, then as they were recorded. */
  async changes(reader: Reader, brandId: number, customerId: readonly number[]): Promise<ChangeRow[]> {
    const order = { order: 'occurred_at_ms, id' };
    const rows = await tierChanges.select(reader, brandId, { customerId }, order);
    return rows.map(({ occurredAtMs, brandId: _brandId, ...row }) => ({ ...row, atMs: occurredAtMs }));
  }

  async addChanges(tx: Tx, brandId: number, rows: readonly ChangeRow[]): Promise<void> {
    const own = rows.map((row) => ({
      id: row.id,
      brandId,
      customerId: row.customerId,
      fromLevel: row.fromLevel,
      toLevel: row.toLevel,
      reason: row.reason,
      occurredAtMs: row.atMs,
      recordedAtMs: row.recordedAtMs,
      schemeVersion: row.schemeVersion,
      figure: row.figure,
      needed: row.needed,
      causeKind: row.causeKind,
      causeId: row.causeId,
    }));
    await tierChanges.insert(tx, own);
  }

  /** What is left of the lot that a posting opened for somebody; 0 when it is used up. */
  async leftOfLot(reader: Reader, transactionId: number): Promise<number> {
    const rows = await reader.query<{ unused: number | null }>(
      `SELECT CAST(SUM(pending + remaining) AS SIGNED) AS unused FROM points_lot
       WHERE opened_by = ? AND owner_kind = 'member' AND asset = 'points'`,
      [transactionId],
    );
    return Math.max(0, rows[0]?.unused ?? 0);
  }
}
