import { customerDays, customerTotals } from '../../modules/insights/entities';
import { standings } from '../../modules/tiers/entities';
import type { Reader, Tx } from '../../platform/db/statements';

/** A span of customers by row id, both ends included. */
export type Span = readonly [first: number, last: number];

/** Spreads customers over stores by their numbers. */
export async function spreadOverStores(
  tx: Tx,
  brandId: number,
  storeIds: readonly number[],
  [first, last]: Span,
): Promise<void> {
  const cases = storeIds.map((id, i) => `WHEN ${i} THEN ${id}`).join(' ');
  await tx.exec(
    `UPDATE customer SET home_store_id = CASE id % ${storeIds.length} ${cases} ELSE 0 END
     WHERE brand_id = ? AND id BETWEEN ? AND ?`,
    [brandId, first, last],
  );
}

/** One in ten is a level up, one in a hundred two. */
export async function spreadOverLevels(tx: Tx, brandId: number, [first, last]: Span): Promise<void> {
  await tx.exec(
    `UPDATE ${standings.name} SET level = CASE WHEN customer_id % 100 = 0 THEN 3 WHEN customer_id % 10 = 0 THEN 2 ELSE 1 END
     WHERE brand_id = ? AND customer_id BETWEEN ? AND ?`,
    [brandId, first, last],
  );
}

/** One in five did in a channel what they did at all. */
export async function spreadOverChannel(tx: Tx, brandId: number, [first, last]: Span): Promise<void> {
  const columns = customerDays.columnNames;
  await tx.exec(
    `INSERT INTO ${customerDays.name} (${columns.join(',')})
     SELECT ${columns.map((name) => (name === 'scope' ? '1' : name)).join(',')} FROM ${customerDays.name}
     WHERE brand_id = ? AND scope = 0 AND customer_id BETWEEN ? AND ? AND customer_id % 5 = 0`,
    [brandId, first, last],
  );
}

/** What nobody can be faster than: a page along an index that has the list's order. */
export function barePage(reader: Reader, brandId: number, limit: number): Promise<unknown[]> {
  return reader.query(
    `SELECT customer_id, last_seen_at_ms, paid_fen, orders FROM ${customerTotals.name}
     WHERE brand_id = ? ORDER BY last_seen_at_ms DESC, customer_id DESC LIMIT ?`,
    [brandId, limit],
  );
}
