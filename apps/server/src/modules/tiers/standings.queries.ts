import { Injectable } from '@nestjs/common';
import { insertRows, queryIn, type Reader, type Tx } from '../../platform/db/statements';

/** Where a member stands as of the last judgement. */
export interface StandingRow {
  readonly customerId: number;
  readonly level: number;
  readonly earnedLevel: number;
  readonly earnedSinceMs: number;
  readonly reviewAtMs: number;
  readonly fallsAtMs: number;
  readonly warnedAtMs: number;
  readonly passLevel: number;
  readonly passUntilMs: number;
  readonly figure: number;
  readonly judgedAtMs: number;
  readonly dueAtMs: number;
  readonly version: number;
}

/** A change as it was recorded. */
export interface ChangeRow {
  readonly id: number;
  readonly customerId: number;
  readonly fromLevel: number;
  readonly toLevel: number;
  readonly reason: string;
  readonly atMs: number;
  readonly recordedAtMs: number;
  readonly schemeVersion: number;
  readonly figure: number;
  readonly needed: number;
  readonly causeKind: string;
  readonly causeId: number;
}

export interface GiftRow {
  readonly customerId: number;
  readonly level: number;
  readonly givenAtMs: number;
  readonly points: number;
  readonly transactionId: number;
  readonly revokedPoints: number;
}

const STANDING = {
  customerId: 'customer_id',
  level: 'level',
  earnedLevel: 'earned_level',
  earnedSinceMs: 'earned_since_ms',
  reviewAtMs: 'review_at_ms',
  fallsAtMs: 'falls_at_ms',
  warnedAtMs: 'warned_at_ms',
  passLevel: 'pass_level',
  passUntilMs: 'pass_until_ms',
  figure: 'figure',
  judgedAtMs: 'judged_at_ms',
  dueAtMs: 'due_at_ms',
  version: 'version',
} as const satisfies Record<keyof StandingRow, string>;
const CHANGE = {
  id: 'id',
  customerId: 'customer_id',
  fromLevel: 'from_level',
  toLevel: 'to_level',
  reason: 'reason',
  atMs: 'occurred_at_ms',
  recordedAtMs: 'recorded_at_ms',
  schemeVersion: 'scheme_version',
  figure: 'figure',
  needed: 'needed',
  causeKind: 'cause_kind',
  causeId: 'cause_id',
} as const satisfies Record<keyof ChangeRow, string>;
const GIFT = {
  customerId: 'customer_id',
  level: 'level',
  givenAtMs: 'given_at_ms',
  points: 'points',
  transactionId: 'transaction_id',
  revokedPoints: 'revoked_points',
} as const satisfies Record<keyof GiftRow, string>;

const fieldsOf = <T extends object>(columns: T): (keyof T)[] => Object.keys(columns) as (keyof T)[];
const listOf = (columns: Readonly<Record<string, string>>): string =>
  Object.entries(columns)
    .map(([field, column]) => `${column} AS ${field}`)
    .join(', ');

/** Standings, the changes that led to them, and the gifts that came with them. */
@Injectable()
export class StandingsQueries {
  standings(reader: Reader, customerIds: readonly number[], lock = ''): Promise<StandingRow[]> {
    const sql = (list: string): string =>
      `SELECT ${listOf(STANDING)} FROM customer_tier WHERE customer_id IN (${list}) ORDER BY customer_id${lock}`;
    return queryIn<StandingRow>(reader, customerIds, sql);
  }

  async save(tx: Tx, brandId: number, rows: readonly StandingRow[]): Promise<void> {
    const fields = fieldsOf(STANDING);
    const columns = ['brand_id', ...fields.map((field) => STANDING[field])];
    const values = rows.map((row) => [brandId, ...fields.map((field) => row[field])]);
    const tail = tx.dialect.upsert(
      ['customer_id'],
      columns.filter((column) => column !== 'customer_id' && column !== 'brand_id'),
    );
    await insertRows(tx, 'customer_tier', columns, values, { tail });
  }

  /** Customers who were merged into another one have no standing of their own. */
  async forget(tx: Tx, customerIds: readonly number[]): Promise<void> {
    if (customerIds.length === 0) return;
    const list = customerIds.map(() => '?').join(',');
    await tx.exec(`DELETE FROM customer_tier WHERE customer_id IN (${list})`, [...customerIds]);
  }

  /** Standings of which something falls due by then, the longest overdue first. */
  due(reader: Reader, untilMs: number, limit: number): Promise<{ customerId: number; brandId: number }[]> {
    return reader.query(
      `SELECT customer_id AS customerId, brand_id AS brandId FROM customer_tier
       WHERE due_at_ms <= ? ORDER BY due_at_ms, customer_id LIMIT ?`,
      [untilMs, limit],
    );
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

  /** Standings of a brand behind a customer, in order of customers. */
  page(reader: Reader, brandId: number, afterId: number, limit: number): Promise<StandingRow[]> {
    return reader.query<StandingRow>(
      `SELECT ${listOf(STANDING)} FROM customer_tier WHERE brand_id = ? AND customer_id > ?
       ORDER BY customer_id LIMIT ?`,
      [brandId, afterId, limit],
    );
  }

  /** Changes of these customers in the order in which they hold: by instant, then as they were recorded. */
  changes(reader: Reader, customerIds: readonly number[]): Promise<ChangeRow[]> {
    const sql = (list: string): string =>
      `SELECT ${listOf(CHANGE)} FROM tier_change WHERE customer_id IN (${list}) ORDER BY occurred_at_ms, id`;
    return queryIn<ChangeRow>(reader, customerIds, sql);
  }

  async addChanges(tx: Tx, brandId: number, rows: readonly ChangeRow[]): Promise<void> {
    const fields = fieldsOf(CHANGE);
    const columns = ['brand_id', ...fields.map((field) => CHANGE[field])];
    const values = rows.map((row) => [brandId, ...fields.map((field) => row[field])]);
    await insertRows(tx, 'tier_change', columns, values);
  }

  gifts(reader: Reader, customerIds: readonly number[]): Promise<GiftRow[]> {
    const sql = (list: string): string =>
      `SELECT ${listOf(GIFT)} FROM tier_gift WHERE customer_id IN (${list}) ORDER BY level, customer_id`;
    return queryIn<GiftRow>(reader, customerIds, sql);
  }

  /** @returns false when the customer has the gift of this level already */
  async addGift(tx: Tx, brandId: number, row: GiftRow): Promise<boolean> {
    const fields = fieldsOf(GIFT);
    const columns = ['brand_id', ...fields.map((field) => GIFT[field])];
    const values = [brandId, ...fields.map((field) => row[field])];
    return (await insertRows(tx, 'tier_gift', columns, [values], { ignore: true })) === 1;
  }

  async noteGiftPosting(tx: Tx, customerId: number, level: number, transactionId: number): Promise<void> {
    await tx.exec('UPDATE tier_gift SET transaction_id = ? WHERE customer_id = ? AND level = ?', [
      transactionId,
      customerId,
      level,
    ]);
  }

  async noteGiftRevoked(tx: Tx, customerId: number, level: number, points: number): Promise<void> {
    await tx.exec('UPDATE tier_gift SET revoked_points = ? WHERE customer_id = ? AND level = ?', [
      points,
      customerId,
      level,
    ]);
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
