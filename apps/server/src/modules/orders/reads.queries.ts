import { Injectable } from '@nestjs/common';
import { queryIn, type Reader } from '../../platform/db/statements';

/** An order as the screens of the buyer and the brand show it. */
export interface OrderView {
  readonly id: number;
  readonly orderNumber: string;
  readonly paidAtMs: number;
  readonly amountFen: number;
  readonly refundedFen: number;
  readonly channel: string | null;
  readonly storeName: string | null;
}

interface OrderViewRow {
  id: number;
  order_key: Buffer;
  paid_at_ms: number;
  amount_fen: number;
  refunded_fen: number;
  channel: Buffer | null;
  store_name: string | null;
}

const SELECT = `SELECT o.id, o.order_key, o.paid_at_ms, o.amount_fen, o.refunded_fen, c.code AS channel, s.name AS store_name
  FROM sale_order o
  LEFT JOIN channel c ON c.brand_id = o.brand_id AND c.number = o.channel
  LEFT JOIN store s ON s.id = o.store_id`;

const toView = (row: OrderViewRow): OrderView => ({
  id: row.id,
  orderNumber: row.order_key.toString(),
  paidAtMs: row.paid_at_ms,
  amountFen: row.amount_fen,
  refundedFen: row.refunded_fen,
  channel: row.channel?.toString() ?? null,
  storeName: row.store_name,
});

/** Reads of orders for screens; nothing here is part of taking an order in. */
@Injectable()
export class OrderReads {
  /** Orders by row id. */
  async describe(reader: Reader, brandId: number, ids: readonly number[]): Promise<Map<number, OrderView>> {
    const rows = await queryIn<OrderViewRow>(
      reader,
      ids,
      (list) => `${SELECT} WHERE o.brand_id = ? AND o.id IN (${list})`,
      [brandId],
    );
    return new Map(rows.map((row) => [row.id, toView(row)]));
  }

  /** Everything bought under these ids, oldest first. */
  async ofCustomers(reader: Reader, brandId: number, customerIds: readonly number[]): Promise<OrderView[]> {
    const sql = (list: string): string =>
      `${SELECT} WHERE o.brand_id = ? AND o.customer_id IN (${list}) ORDER BY o.paid_at_ms, o.id`;
    return (await queryIn<OrderViewRow>(reader, customerIds, sql, [brandId])).map(toView);
  }

  async count(reader: Reader, customerIds: readonly number[]): Promise<number> {
    const sql = (list: string): string =>
      `SELECT COUNT(*) AS n FROM sale_order WHERE customer_id IN (${list})`;
    return (await queryIn<{ n: number }>(reader, customerIds, sql)).reduce((sum, row) => sum + row.n, 0);
  }
}
