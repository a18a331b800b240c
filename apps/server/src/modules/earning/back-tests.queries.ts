import { Injectable } from '@nestjs/common';
import type { Day } from '@liuliang/domain';
import { insertRows, queryIn, type Reader, type Tx } from '../../platform/db/statements';

export interface BackTestRow {
  readonly id: number;
  readonly brandId: number;
  /** 0: rules of an editor. */
  readonly ruleVersion: number;
  readonly rules: string;
  readonly fromDay: Day;
  readonly toDay: Day;
  readonly orders: number;
  readonly ordersDone: number;
  readonly state: 'running' | 'done' | 'failed';
  /** JSON; empty until it is done. */
  readonly result: string;
  readonly startedBy: number;
  readonly startedAtMs: number;
  readonly finishedAtMs: number;
  readonly leaseUntilMs: number;
}

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

const COLUMNS = [
  'id',
  'brand_id',
  'rule_version',
  'rules',
  'from_day',
  'to_day',
  'orders',
  'orders_done',
  'state',
  'result',
  'started_by',
  'started_at_ms',
  'finished_at_ms',
  'lease_until_ms',
];
const ROW = `id, brand_id AS brandId, rule_version AS ruleVersion, rules, from_day AS fromDay, to_day AS toDay, orders,
  orders_done AS ordersDone, state, result, started_by AS startedBy, started_at_ms AS startedAtMs,
  finished_at_ms AS finishedAtMs, lease_until_ms AS leaseUntilMs FROM earning_back_test`;

@Injectable()
export class BackTestsQueries {
  async add(tx: Tx, row: BackTestRow): Promise<void> {
    const values = [
      row.id,
      row.brandId,
      row.ruleVersion,
      row.rules,
      row.fromDay,
      row.toDay,
      row.orders,
      row.ordersDone,
      row.state,
      row.result,
      row.startedBy,
      row.startedAtMs,
      row.finishedAtMs,
      row.leaseUntilMs,
    ];
    await insertRows(tx, 'earning_back_test', COLUMNS, [values]);
  }

  async byId(reader: Reader, brandId: number, id: number): Promise<BackTestRow | null> {
    const sql = `SELECT ${ROW} WHERE brand_id = ? AND id = ?`;
    return (await reader.query<BackTestRow>(sql, [brandId, id]))[0] ?? null;
  }

  async latest(reader: Reader, brandId: number, limit: number): Promise<BackTestRow[]> {
    return reader.query<BackTestRow>(`SELECT ${ROW} WHERE brand_id = ? ORDER BY id DESC LIMIT ?`, [
      brandId,
      limit,
    ]);
  }

  /** Takes the oldest that waits, or whose worker died. */
  async claim(tx: Tx, nowMs: number, leaseUntilMs: number): Promise<BackTestRow | null> {
    const sql = `SELECT ${ROW} WHERE state = 'running' AND lease_until_ms <= ? ORDER BY id LIMIT 1${tx.dialect.forUpdate}`;
    const [row] = await tx.query<BackTestRow>(sql, [nowMs]);
    if (!row) return null;
    await tx.exec('UPDATE earning_back_test SET lease_until_ms = ?, orders_done = 0 WHERE id = ?', [
      leaseUntilMs,
      row.id,
    ]);
    return row;
  }

  async progress(tx: Tx, id: number, ordersDone: number, leaseUntilMs: number): Promise<void> {
    await tx.exec(
      "UPDATE earning_back_test SET orders_done = ?, lease_until_ms = ? WHERE id = ? AND state = 'running'",
      [ordersDone, leaseUntilMs, id],
    );
  }

  async finish(tx: Tx, id: number, state: 'done' | 'failed', result: string, atMs: number): Promise<void> {
    await tx.exec(
      "UPDATE earning_back_test SET state = ?, result = ?, finished_at_ms = ? WHERE id = ? AND state = 'running'",
      [state, result, atMs, id],
    );
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
