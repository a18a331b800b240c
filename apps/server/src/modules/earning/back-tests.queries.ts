import { Injectable } from '@nestjs/common';
import { backTestLifecycle, groupedBy, type Day } from '@liuliang/domain';
import { States } from '../../platform/db/states';
import { queryIn, type Reader, type Tx } from '../../platform/db/statements';
import type { RowOf } from '../../platform/db/table';
import type { PaidOrder } from '../orders';
import { backTests } from './entities';

export type BackTestRow = RowOf<typeof backTests>;

/** An order of the past as rules are tried on it. */
export type PastOrder = Omit<PaidOrder, 'family' | 'lines'>;

@Injectable()
export class BackTestsQueries {
  readonly states = new States(backTests, backTestLifecycle);

  /** Takes the oldest that waits, or whose worker died. */
  async claim(tx: Tx, leaseMs: number): Promise<BackTestRow | null> {
    const all = backTests.acrossBrands('the worker takes whatever waits');
    const and = ['lease_until_ms <= ?', tx.nowMs()] as const;
    const row = await all.one(tx, { state: 'running' }, { and, order: 'id', limit: 1, lock: 'update' });
    if (row) await all.set(tx, { id: row.id }, { leaseUntilMs: tx.nowMs() + leaseMs, ordersDone: 0 });
    return row;
  }

  async ordersPerDay(
    reader: Reader,
    brandId: number,
    fromDay: Day,
    toDay: Day,
  ): Promise<{ day: Day; orders: number }[]> {
    return reader.query(
      'SELECT paid_day AS day, COUNT(*) AS orders FROM sale_order' +
        ' WHERE brand_id = ? AND paid_day >= ? AND paid_day <= ? GROUP BY paid_day ORDER BY paid_day',
      [brandId, fromDay, toDay],
    );
  }

  /** A page of a day's orders as they were paid, from behind (`paidAtMs`, `orderId`). */
  async ordersOfDay(
    reader: Reader,
    brandId: number,
    day: Day,
    after: { readonly paidAtMs: number; readonly orderId: number },
    limit: number,
  ): Promise<PastOrder[]> {
    return reader.query<PastOrder>(
      `SELECT id AS orderId, customer_id AS customerId, paid_at_ms AS paidAtMs, paid_day AS paidDay, amount_fen AS amountFen,
         channel, store_id AS storeId, guide_id AS guideId FROM sale_order
       WHERE brand_id = ? AND paid_day = ? AND (paid_at_ms > ? OR (paid_at_ms = ? AND id > ?))
       ORDER BY paid_at_ms, id LIMIT ?`,
      [brandId, day, after.paidAtMs, after.paidAtMs, after.orderId, limit],
    );
  }

  async linesOf(
    reader: Reader,
    orderIds: readonly number[],
  ): Promise<Map<number, { item: string; amountFen: number }[]>> {
    const rows = await queryIn<{ orderId: number; item: Buffer; amountFen: number }>(
      reader,
      orderIds,
      (list) =>
        `SELECT order_id AS orderId, item, amount_fen AS amountFen FROM sale_order_line WHERE order_id IN (${list})` +
        ' ORDER BY order_id, line',
    );
    const lines = rows.map((row) => ({ ...row, item: row.item.toString() }));
    return groupedBy(lines, (line) => line.orderId);
  }
}
