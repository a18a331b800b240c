import { Injectable } from '@nestjs/common';
import type { Day } from '@liuliang/domain';
import { insertRows, queryIn, type Reader, type Tx, type Value } from '../../platform/db/statements';
import type { FactRow } from './facts';
import type { CustomerTotal } from './totals';

/** Where a row belongs. */
export interface RowKey {
  readonly scope: number;
  readonly customerId: number;
  readonly day: Day;
}

/** A row as it is read, with its owner. */
export interface OwnedRow extends FactRow {
  readonly customerId: number;
}

/** A row to write, beside its owner. */
export interface RowOf {
  readonly scope: number;
  readonly customerId: number;
  readonly row: FactRow;
}

const KEY = ['brand_id', 'scope', 'customer_id', 'day'];
const STATE = [
  'next_day',
  'happened',
  'last_touch_day',
  'last_shallow_day',
  'last_deep_day',
  'last_purchase_day',
  'purchase_days',
];

const ROW = `customer_id AS customerId, day, next_day AS nextDay, happened, last_touch_day AS lastTouchDay,
  last_shallow_day AS lastShallowDay, last_deep_day AS lastDeepDay, last_purchase_day AS lastPurchaseDay,
  purchase_days AS purchaseDays`;

const TOTAL = [
  'orders',
  'paid_fen',
  'refunded_fen',
  'first_seen_at_ms',
  'last_seen_at_ms',
  'last_order_at_ms',
];

/** Days deleted per statement; rows vanish only by refunds and merges, so this is rare and short. */
const DELETES_PER_STATEMENT = 200;

@Injectable()
export class FactsQueries {
  /**
   * Keeps snapshots of layer counts from being filled while these facts are under way (FACTS-5). Many writers hold
   * it together; only who begins to fill waits for them.
   */
  async holdSnapshots(tx: Tx, brandId: number): Promise<void> {
    await tx.query(`SELECT id FROM brand WHERE id = ?${tx.dialect.forShare}`, [brandId]);
  }

  async dropSnapshots(tx: Tx, brandId: number, fromDay: Day): Promise<void> {
    await tx.exec('DELETE FROM layer_snapshot WHERE brand_id = ? AND day >= ?', [brandId, fromDay]);
  }

  /** Rows in force on `fromDay` − 1 or later, oldest first per customer. The plus: see `inForceOfCustomerSql`. */
  async rowsFrom(
    reader: Reader,
    brandId: number,
    scope: number,
    customerIds: readonly number[],
    fromDay: Day,
  ): Promise<OwnedRow[]> {
    return queryIn<OwnedRow>(
      reader,
      customerIds,
      (list) =>
        `SELECT ${ROW} FROM customer_day WHERE brand_id = ? AND scope = ? AND customer_id IN (${list}) AND +next_day >= ?
         ORDER BY customer_id, day`,
      [brandId, scope],
      [fromDay],
    );
  }

  async write(tx: Tx, brandId: number, rows: readonly RowOf[]): Promise<void> {
    const inOrder = [...rows].sort(byKey);
    const values = inOrder.map(({ scope, customerId, row }): Value[] => [
      brandId,
      scope,
      customerId,
      row.day,
      row.nextDay,
      row.happened,
      row.lastTouchDay,
      row.lastShallowDay,
      row.lastDeepDay,
      row.lastPurchaseDay,
      row.purchaseDays,
    ]);
    await insertRows(tx, 'customer_day', [...KEY, ...STATE], values, { tail: tx.dialect.upsert(KEY, STATE) });
  }

  async remove(tx: Tx, brandId: number, keys: readonly RowKey[]): Promise<void> {
    for (let start = 0; start < keys.length; start += DELETES_PER_STATEMENT) {
      const chunk = keys.slice(start, start + DELETES_PER_STATEMENT);
      const which = chunk.map(() => '(scope = ? AND customer_id = ? AND day = ?)').join(' OR ');
      const values = chunk.flatMap((key) => [key.scope, key.customerId, key.day]);
      await tx.exec(`DELETE FROM customer_day WHERE brand_id = ? AND (${which})`, [brandId, ...values]);
    }
  }

  /** Adds to the running figures of customers, one entry per customer. */
  async addTotals(tx: Tx, brandId: number, totals: readonly CustomerTotal[]): Promise<void> {
    const { fresh, least, greatest } = tx.dialect;
    const sum = (column: string): string => `customer_total.${column}+${fresh(column)}`;
    const latest = (column: string): string => greatest(`customer_total.${column}`, fresh(column));
    const change = {
      orders: sum('orders'),
      paid_fen: sum('paid_fen'),
      refunded_fen: sum('refunded_fen'),
      // 0 means never seen, so it must not win as the earliest instant.
      first_seen_at_ms: `CASE WHEN customer_total.first_seen_at_ms=0 THEN ${fresh('first_seen_at_ms')}
        WHEN ${fresh('first_seen_at_ms')}=0 THEN customer_total.first_seen_at_ms
        ELSE ${least('customer_total.first_seen_at_ms', fresh('first_seen_at_ms'))} END`,
      last_seen_at_ms: latest('last_seen_at_ms'),
      last_order_at_ms: latest('last_order_at_ms'),
    };
    await insertRows(
      tx,
      'customer_total',
      ['customer_id', 'brand_id', ...TOTAL],
      totalRows(brandId, totals),
      {
        tail: tx.dialect.upsertWith(['customer_id'], change),
      },
    );
  }

  /** Replaces the running figures of customers by these. */
  async setTotals(tx: Tx, brandId: number, totals: readonly CustomerTotal[]): Promise<void> {
    await insertRows(
      tx,
      'customer_total',
      ['customer_id', 'brand_id', ...TOTAL],
      totalRows(brandId, totals),
      {
        tail: tx.dialect.upsert(['customer_id'], TOTAL),
      },
    );
  }

  async totals(reader: Reader, customerIds: readonly number[]): Promise<CustomerTotal[]> {
    return queryIn<CustomerTotal>(
      reader,
      customerIds,
      (list) => `SELECT customer_id AS customerId, orders, paid_fen AS paidFen, refunded_fen AS refundedFen,
        first_seen_at_ms AS firstSeenAtMs, last_seen_at_ms AS lastSeenAtMs, last_order_at_ms AS lastOrderAtMs
        FROM customer_total WHERE customer_id IN (${list})`,
    );
  }

  async removeTotals(tx: Tx, customerIds: readonly number[]): Promise<void> {
    if (customerIds.length === 0) return;
    const list = customerIds.map(() => '?').join(',');
    await tx.exec(`DELETE FROM customer_total WHERE customer_id IN (${list})`, [...customerIds]);
  }
}

function totalRows(brandId: number, totals: readonly CustomerTotal[]): Value[][] {
  return [...totals]
    .sort((a, b) => a.customerId - b.customerId)
    .map((total) => [
      total.customerId,
      brandId,
      total.orders,
      total.paidFen,
      total.refundedFen,
      total.firstSeenAtMs,
      total.lastSeenAtMs,
      total.lastOrderAtMs,
    ]);
}

/** In key order, so that two transactions lock rows in the same order. */
function byKey(a: RowOf, b: RowOf): number {
  return a.scope - b.scope || a.customerId - b.customerId || a.row.day - b.row.day;
}
