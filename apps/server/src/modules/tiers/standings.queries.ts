import { Injectable } from '@nestjs/common';
import { queryIn, type Reader, type Tx } from '../../platform/db/statements';
import type { RowOf } from '../../platform/db/table';
import { standings, tierChanges, upgradeBonuses } from './entities';

/** Where a member stands as of the last judgement. */
export type StandingRow = Omit<RowOf<typeof standings>, 'brandId'>;
/** A change as it was recorded. */
export type ChangeRow = Omit<RowOf<typeof tierChanges>, 'brandId' | 'occurredAtMs'> & {
  readonly atMs: number;
};
export type GiftRow = Omit<RowOf<typeof upgradeBonuses>, 'brandId'>;

/** All that a judgement says anew. */
const { customerId: _customer, brandId: _brand, ...judged } = standings.definition;
const JUDGED = Object.keys(judged) as (keyof typeof judged)[];

/** Standings, the changes that led to them, and the gifts that came with them. */
@Injectable()
export class StandingsQueries {
  standings(reader: Reader, customerIds: readonly number[], lock = ''): Promise<StandingRow[]> {
    const sql = (list: string): string =>
      `SELECT ${standings.columns()} FROM customer_tier WHERE customer_id IN (${list}) ORDER BY customer_id${lock}`;
    return queryIn<StandingRow>(reader, customerIds, sql);
  }

  async save(tx: Tx, brandId: number, rows: readonly StandingRow[]): Promise<void> {
    await standings.insert(
      tx,
      rows.map((row) => ({ ...row, brandId })),
      { upsert: JUDGED },
    );
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
      `SELECT ${standings.columns()} FROM customer_tier WHERE brand_id = ? AND customer_id > ?
       ORDER BY customer_id LIMIT ?`,
      [brandId, afterId, limit],
    );
  }

  /** Changes of these customers in the order in which they hold: by instant, then as they were recorded. */
  async changes(reader: Reader, customerIds: readonly number[]): Promise<ChangeRow[]> {
    const sql = (list: string): string =>
      `SELECT ${tierChanges.columns()} FROM tier_change WHERE customer_id IN (${list}) ORDER BY occurred_at_ms, id`;
    const rows = await queryIn<RowOf<typeof tierChanges>>(reader, customerIds, sql);
    return rows.map(({ occurredAtMs, brandId: _brandId, ...row }) => ({ ...row, atMs: occurredAtMs }));
  }

  async addChanges(tx: Tx, brandId: number, rows: readonly ChangeRow[]): Promise<void> {
    await tierChanges.insert(
      tx,
      rows.map(({ atMs, ...row }) => ({ ...row, brandId, occurredAtMs: atMs })),
    );
  }

  gifts(reader: Reader, customerIds: readonly number[]): Promise<GiftRow[]> {
    const sql = (list: string): string =>
      `SELECT ${upgradeBonuses.columns()} FROM tier_gift WHERE customer_id IN (${list}) ORDER BY level, customer_id`;
    return queryIn<GiftRow>(reader, customerIds, sql);
  }

  /** @returns false when the customer has the gift of this level already */
  async addGift(tx: Tx, brandId: number, row: GiftRow): Promise<boolean> {
    return upgradeBonuses.insertNew(tx, { ...row, brandId });
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
