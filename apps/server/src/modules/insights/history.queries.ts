import { Injectable } from '@nestjs/common';
import type { PastEvent, PastOrder, PastRefund } from '@liuliang/domain';
import { queryIn, type Reader, type Tx } from '../../platform/db/statements';

/** Reads of other areas' tables from which facts are folded anew; docs/decisions tells why insights may. */
@Injectable()
export class HistoryQueries {
  /** Kept customers (no aliases) of a brand after an id, in id order. */
  async keptAfter(reader: Reader, brandId: number, afterId: number, limit: number): Promise<number[]> {
    const rows = await reader.query<{ id: number }>(
      'SELECT id FROM customer WHERE brand_id = ? AND id > ? AND +alias_of = 0 ORDER BY id LIMIT ?',
      [brandId, afterId, limit],
    );
    return rows.map((row) => row.id);
  }

  /** The customers that these stand for today: themselves, or what they were merged into. */
  async keptOf(reader: Reader, brandId: number, customerIds: readonly number[]): Promise<number[]> {
    const rows = await queryIn<{ keptId: number }>(
      reader,
      customerIds,
      (list) => `SELECT CASE WHEN alias_of = 0 THEN id ELSE alias_of END AS keptId FROM customer
        WHERE brand_id = ? AND id IN (${list})`,
      [brandId],
    );
    return [...new Set(rows.map((row) => row.keptId))].sort((a, b) => a - b);
  }

  /** Locks customers in id order, as whoever changes their facts must. */
  async lock(tx: Tx, customerIds: readonly number[]): Promise<void> {
    await queryIn(
      tx,
      customerIds,
      (list) => `SELECT id FROM customer WHERE id IN (${list}) ORDER BY id${tx.dialect.forUpdate}`,
    );
  }

  async aliases(reader: Reader, keptIds: readonly number[]): Promise<{ aliasId: number; keptId: number }[]> {
    return queryIn(
      reader,
      keptIds,
      (list) => `SELECT id AS aliasId, alias_of AS keptId
        FROM customer${reader.dialect.walk('customer', 'ix_customer_alias_of')} WHERE alias_of IN (${list})`,
    );
  }

  async events(reader: Reader, customerIds: readonly number[]): Promise<PastEvent[]> {
    return queryIn(
      reader,
      customerIds,
      (list) => `SELECT customer_id AS customerId, type, occurred_at_ms AS occurredAtMs, channel FROM event
        WHERE customer_id IN (${list})`,
    );
  }

  async orders(reader: Reader, customerIds: readonly number[]) {
    return queryIn<PastOrder & { refundedFen: number }>(
      reader,
      customerIds,
      (list) => `SELECT id AS orderId, customer_id AS customerId, paid_at_ms AS paidAtMs, paid_day AS paidDay,
        amount_fen AS amountFen, refunded_fen AS refundedFen, channel FROM sale_order WHERE customer_id IN (${list})`,
    );
  }

  /** Applied refunds of these customers' orders; one that waits for its order or exceeds it changes no figure. */
  async refunds(reader: Reader, customerIds: readonly number[]): Promise<PastRefund[]> {
    return queryIn(
      reader,
      customerIds,
      (list) => `SELECT r.order_id AS orderId, r.refunded_day AS day, r.amount_fen AS amountFen
        FROM sale_order o JOIN refund r ON r.order_id = o.id
        WHERE o.customer_id IN (${list}) AND r.state = 'applied'`,
    );
  }

  /** As above, of orders by id. */
  async refundsOf(reader: Reader, orderIds: readonly number[]): Promise<PastRefund[]> {
    return queryIn(
      reader,
      orderIds,
      (list) => `SELECT order_id AS orderId, refunded_day AS day, amount_fen AS amountFen FROM refund
        WHERE order_id IN (${list}) AND state = 'applied'`,
    );
  }
}
