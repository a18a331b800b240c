import { Injectable } from '@nestjs/common';
import { groupedBy } from '@liuliang/domain';
import { queryIn, type Reader } from '../../platform/db/statements';

export interface ToldOrder {
  readonly orderId: number;
  /** Whom it was filed under when it came in. */
  readonly customerId: number;
  /** The seller's number, a byte a character. */
  readonly key: string;
  readonly paidAtMs: number;
  readonly paidDay: number;
  readonly amountFen: number;
  readonly refundedFen: number;
  readonly channel: number;
  readonly storeId: number;
  readonly guideId: number;
}

export interface ToldLine {
  readonly orderId: number;
  readonly line: number;
  readonly item: string;
  readonly amountFen: number;
  readonly refundedFen: number;
}

export interface ToldEvent {
  readonly eventId: number;
  readonly customerId: number;
  readonly key: string;
  readonly type: string;
  readonly occurredAtMs: number;
  readonly channel: number;
  readonly storeId: number;
}

/** When something of a customer happened. */
export interface Happening {
  readonly id: number;
  readonly customerId: number;
  readonly atMs: number;
}

const ORDER = `id AS orderId, customer_id AS customerId, order_key AS orderKey, paid_at_ms AS paidAtMs, paid_day AS paidDay,
  amount_fen AS amountFen, refunded_fen AS refundedFen, channel, store_id AS storeId, guide_id AS guideId`;

interface Named {
  readonly id: number;
  readonly name: Buffer;
}

/** From an instant on, and before another. */
interface Span {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** What customers did and bought from an instant on, as it is stored. */
@Injectable()
export class RetellingQueries {
  /** When the orders of these ids were paid, and when their events happened where `hasEvents`. */
  async happened(
    reader: Reader,
    brandId: number,
    customerIds: readonly number[],
    fromMs: number,
    hasEvents: boolean,
  ): Promise<Happening[]> {
    const orders = await queryIn<Happening>(
      reader,
      customerIds,
      (list) =>
        'SELECT id, customer_id AS customerId, paid_at_ms AS atMs FROM sale_order' +
        ` WHERE customer_id IN (${list}) AND paid_at_ms >= ? AND brand_id = ?`,
      [],
      [fromMs, brandId],
    );
    if (!hasEvents) return orders;
    const events = await queryIn<Happening>(
      reader,
      customerIds,
      (list) =>
        'SELECT id, customer_id AS customerId, occurred_at_ms AS atMs FROM event' +
        ` WHERE customer_id IN (${list}) AND occurred_at_ms >= ? AND brand_id = ?`,
      [],
      [fromMs, brandId],
    );
    return [...orders, ...events];
  }

  async orders(
    reader: Reader,
    brandId: number,
    customerIds: readonly number[],
    { fromMs, untilMs }: Span,
  ): Promise<ToldOrder[]> {
    const rows = await queryIn<Omit<ToldOrder, 'key'> & { orderKey: Buffer }>(
      reader,
      customerIds,
      (list) =>
        `SELECT ${ORDER} FROM sale_order WHERE customer_id IN (${list}) AND paid_at_ms >= ? AND paid_at_ms < ? AND brand_id = ?`,
      [],
      [fromMs, untilMs, brandId],
    );
    return rows.map(({ orderKey, ...row }) => ({ ...row, key: orderKey.toString('latin1') }));
  }

  /** The senders' names of orders and events, by their ids. */
  async keysOf(
    reader: Reader,
    brandId: number,
    orderIds: readonly number[],
    eventIds: readonly number[],
  ): Promise<Map<number, Buffer>> {
    const orders = await queryIn<Named>(
      reader,
      orderIds,
      (list) => `SELECT id, order_key AS name FROM sale_order WHERE brand_id = ? AND id IN (${list})`,
      [brandId],
    );
    const events = await queryIn<Named>(
      reader,
      eventIds,
      (list) => `SELECT id, event_key AS name FROM event WHERE brand_id = ? AND id IN (${list})`,
      [brandId],
    );
    return new Map([...orders, ...events].map(({ id, name }) => [id, name]));
  }

  /** By order, in the order of the sender. */
  async lines(reader: Reader, orderIds: readonly number[]): Promise<Map<number, ToldLine[]>> {
    const rows = await queryIn<Omit<ToldLine, 'item'> & { item: Buffer }>(
      reader,
      orderIds,
      (list) =>
        'SELECT order_id AS orderId, line, item, amount_fen AS amountFen, refunded_fen AS refundedFen' +
        ` FROM sale_order_line WHERE order_id IN (${list}) ORDER BY order_id, line`,
    );
    return groupedBy(
      rows.map((row) => ({ ...row, item: row.item.toString() })),
      (line) => line.orderId,
    );
  }

  async events(
    reader: Reader,
    brandId: number,
    customerIds: readonly number[],
    { fromMs, untilMs }: Span,
    types: readonly string[],
  ): Promise<ToldEvent[]> {
    if (types.length === 0) return [];
    const rows = await queryIn<Omit<ToldEvent, 'key'> & { eventKey: Buffer }>(
      reader,
      customerIds,
      (list) =>
        'SELECT id AS eventId, customer_id AS customerId, event_key AS eventKey, type, occurred_at_ms AS occurredAtMs,' +
        ` channel, store_id AS storeId FROM event WHERE customer_id IN (${list}) AND occurred_at_ms >= ?` +
        ` AND occurred_at_ms < ? AND brand_id = ? AND type IN (${types.map(() => '?').join(',')})`,
      [],
      [fromMs, untilMs, brandId, ...types],
    );
    return rows.map(({ eventKey, ...row }) => ({ ...row, key: eventKey.toString('latin1') }));
  }
}
