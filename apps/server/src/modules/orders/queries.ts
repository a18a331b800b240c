import { Injectable } from '@nestjs/common';
import type { KeyedRow } from '../../platform/db/keyed-rows';
import { insertRows, queryIn, type Reader, type Tx, type Value } from '../../platform/db/statements';

export interface OrderRow extends KeyedRow {
  readonly customerId: number;
  readonly paidAtMs: number;
  readonly paidDay: number;
  readonly amountFen: number;
  readonly channel: number;
  readonly storeId: number;
  readonly guideId: number;
  readonly receivedAtMs: number;
}

/** An order as refunds see it. */
export interface StandingOrder {
  readonly id: number;
  readonly key: Buffer;
  readonly customerId: number;
  readonly amountFen: number;
  readonly refundedFen: number;
}

export type RefundState = 'waiting' | 'applied' | 'excess';

export interface RefundRow extends KeyedRow {
  readonly orderKey: Buffer;
  readonly orderId: number;
  readonly refundedAtMs: number;
  readonly refundedDay: number;
  readonly amountFen: number;
  readonly state: RefundState;
  readonly receivedAtMs: number;
}

const ORDER = [
  'id',
  'brand_id',
  'order_key',
  'content_hash',
  'customer_id',
  'paid_at_ms',
  'paid_day',
  'amount_fen',
].concat(['channel', 'store_id', 'guide_id', 'received_at_ms']);
const REFUND = [
  'id',
  'brand_id',
  'refund_key',
  'content_hash',
  'order_key',
  'order_id',
  'refunded_at_ms',
  'refunded_day',
].concat(['amount_fen', 'state', 'received_at_ms']);
const STANDING =
  'id, order_key AS orderKey, customer_id AS customerId, amount_fen AS amountFen, refunded_fen AS refundedFen';

/** Rows per CASE statement: each takes four parameters, and both engines parse this many in under a millisecond. */
const CASES_PER_STATEMENT = 200;

interface KeyRow {
  readonly id: number;
  readonly rowKey: Buffer;
  readonly contentHash: Buffer;
}

const keyed = ({ id, rowKey, contentHash }: KeyRow): KeyedRow => ({ id, key: rowKey, contentHash });

@Injectable()
export class OrdersQueries {
  async knownOrders(reader: Reader, brandId: number, keys: readonly Buffer[]): Promise<KeyedRow[]> {
    const sql = (list: string): string =>
      `SELECT id, order_key AS rowKey, content_hash AS contentHash FROM sale_order WHERE brand_id = ? AND order_key IN (${list})`;
    return (await queryIn<KeyRow>(reader, keys, sql, [brandId])).map(keyed);
  }

  /** Adds orders whose key is free. @returns how many those were */
  async addOrders(tx: Tx, brandId: number, rows: readonly OrderRow[]): Promise<number> {
    const values = rows.map((row): Value[] => [
      row.id,
      brandId,
      row.key,
      row.contentHash,
      row.customerId,
      row.paidAtMs,
      row.paidDay,
      row.amountFen,
      row.channel,
      row.storeId,
      row.guideId,
      row.receivedAtMs,
    ]);
    return insertRows(tx, 'sale_order', ORDER, values, { ignore: true });
  }

  /** Who bought under these keys, as far as the orders are here. */
  async owners(reader: Reader, brandId: number, keys: readonly Buffer[]): Promise<number[]> {
    const sql = (list: string): string =>
      `SELECT DISTINCT customer_id AS customerId FROM sale_order WHERE brand_id = ? AND order_key IN (${list})`;
    return (await queryIn<{ customerId: number }>(reader, keys, sql, [brandId])).map((row) => row.customerId);
  }

  /** Orders by key, locked until commit; waits for orders that another transaction is just inserting. */
  async lockOrders(tx: Tx, brandId: number, ascendingKeys: readonly Buffer[]): Promise<StandingOrder[]> {
    const sql = (list: string): string =>
      `SELECT ${STANDING} FROM sale_order WHERE brand_id = ? AND order_key IN (${list}) ORDER BY order_key${tx.dialect.forUpdate}`;
    const rows = await queryIn<Omit<StandingOrder, 'key'> & { orderKey: Buffer }>(tx, ascendingKeys, sql, [
      brandId,
    ]);
    return rows.map(({ orderKey, ...order }) => ({ ...order, key: orderKey }));
  }

  async knownRefunds(reader: Reader, brandId: number, keys: readonly Buffer[]): Promise<KeyedRow[]> {
    const sql = (list: string): string =>
      `SELECT id, refund_key AS rowKey, content_hash AS contentHash FROM refund WHERE brand_id = ? AND refund_key IN (${list})`;
    return (await queryIn<KeyRow>(reader, keys, sql, [brandId])).map(keyed);
  }

  /** Adds refunds whose key is free. @returns how many those were */
  async addRefunds(tx: Tx, brandId: number, rows: readonly RefundRow[]): Promise<number> {
    const values = rows.map((row): Value[] => [
      row.id,
      brandId,
      row.key,
      row.contentHash,
      row.orderKey,
      row.orderId,
      row.refundedAtMs,
      row.refundedDay,
      row.amountFen,
      row.state,
      row.receivedAtMs,
    ]);
    return insertRows(tx, 'refund', REFUND, values, { ignore: true });
  }

  /** Refunds that wait for these orders, locked; waits for refunds that another transaction is just inserting. */
  async lockWaiting(
    tx: Tx,
    brandId: number,
    ascendingOrderKeys: readonly Buffer[],
  ): Promise<WaitingRefund[]> {
    const sql = (list: string): string =>
      `SELECT id, refund_key AS refundKey, order_key AS orderKey, refunded_at_ms AS refundedAtMs, amount_fen AS amountFen
       FROM refund WHERE brand_id = ? AND order_key IN (${list}) AND state = 'waiting' ORDER BY order_key, refund_key${tx.dialect.forUpdate}`;
    const rows = await queryIn<Omit<WaitingRefund, 'key'> & { refundKey: Buffer }>(
      tx,
      ascendingOrderKeys,
      sql,
      [brandId],
    );
    return rows.map(({ refundKey, ...refund }) => ({ ...refund, key: refundKey }));
  }

  async settleRefunds(
    tx: Tx,
    settled: readonly { id: number; orderId: number; state: RefundState }[],
  ): Promise<void> {
    for (let start = 0; start < settled.length; start += CASES_PER_STATEMENT) {
      const chunk = settled.slice(start, start + CASES_PER_STATEMENT);
      const cases = chunk.map(() => 'WHEN ? THEN ?').join(' ');
      const list = chunk.map(() => '?').join(',');
      await tx.exec(
        `UPDATE refund SET order_id = CASE id ${cases} END, state = CASE id ${cases} END WHERE id IN (${list})`,
        [
          ...chunk.flatMap(({ id, orderId }) => [id, orderId]),
          ...chunk.flatMap(({ id, state }) => [id, state]),
          ...chunk.map(({ id }) => id),
        ],
      );
    }
  }

  /** Raises what was refunded of orders; the caller holds their locks. */
  async addRefunded(tx: Tx, raised: readonly { orderId: number; byFen: number }[]): Promise<void> {
    for (let start = 0; start < raised.length; start += CASES_PER_STATEMENT) {
      const chunk = raised.slice(start, start + CASES_PER_STATEMENT);
      const cases = chunk.map(() => 'WHEN ? THEN ?').join(' ');
      const list = chunk.map(() => '?').join(',');
      await tx.exec(
        `UPDATE sale_order SET refunded_fen = refunded_fen + CASE id ${cases} END WHERE id IN (${list})`,
        [...chunk.flatMap(({ orderId, byFen }) => [orderId, byFen]), ...chunk.map(({ orderId }) => orderId)],
      );
    }
  }
}

export interface WaitingRefund {
  readonly id: number;
  readonly key: Buffer;
  readonly orderKey: Buffer;
  readonly refundedAtMs: number;
  readonly amountFen: number;
}
