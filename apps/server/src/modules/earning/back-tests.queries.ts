import { Injectable } from '@nestjs/common';
import { backTestLifecycle, type Day } from '@liuliang/domain';
import { States } from '../../platform/db/states';
import { queryIn, type Reader, type Tx } from '../../platform/db/statements';
import type { RowOf } from '../../platform/db/table';
import { backTests } from './entities';

export type BackTestRow = RowOf<typeof backTests>;

/** An order of the past as rules are tried on it. */
export interface PastOrder {
  readonly orderId: number;
  readonly customerId: number;
  readonly paidAtMs: number;
  readonly paidDay: Day;
  readonly amountFen: number;
  readonly channel: number;
  readonly storeId: number;
  readonly guideId: number;
}

@Injectable()
export class BackTestsQueries {
  readonly states = new States(backTests, backTestLifecycle);

  async add(tx: Tx, row: BackTestRow): Promise<void> {
    await backTests.insert(tx, [row]);
  }

  async byId(reader: Reader, brandId: number, id: number): Promise<BackTestRow | null> {
    return backTests.one(reader, brandId, { id });
  }

  async latest(reader: Reader, brandId: number, limit: number): Promise<BackTestRow[]> {
    return backTests.select(reader, brandId, {}, { order: 'id DESC', limit });
  }

  /** Takes the oldest that waits, or whose worker died. */
  async claim(tx: Tx, nowMs: number, leaseUntilMs: number): Promise<BackTestRow | null> {
    const all = backTests.acrossBrands('the worker takes whatever waits');
    const and = ['lease_until_ms <= ?', nowMs] as const;
    const row = await all.one(tx, { state: 'running' }, { and, order: 'id', limit: 1, lock: 'update' });
    if (row) await all.set(tx, { id: row.id }, { leaseUntilMs, ordersDone: 0 });
    return row;
  }

  async progress(
    tx: Tx,
    { id, brandId }: BackTestRow,
    ordersDone: number,
    leaseUntilMs: number,
  ): Promise<void> {
    await backTests.set(tx, brandId, { id, state: 'running' }, { ordersDone, leaseUntilMs });
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
    const byOrder = new Map<number, { item: string; amountFen: number }[]>();
    for (const { orderId, item, amountFen } of rows) {
      const line = { item: item.toString(), amountFen };
      const known = byOrder.get(orderId);
      if (known) known.push(line);
      else byOrder.set(orderId, [line]);
    }
    return byOrder;
  }
}
