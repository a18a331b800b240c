import { Injectable } from '@nestjs/common';
import { groupedBy } from '@liuliang/domain';
import { queryIn, type Reader, type Value } from '../../platform/db/statements';
import type { RowOf } from '../../platform/db/table';
import { keysetSql, type Newest, type PageAsk } from '../../platform/http';
import { orderLines, orders, refunds, withdrawnRefunds } from './entities';

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

export type OrderViewRow = Omit<OrderView, 'orderNumber' | 'channel'> & {
  orderKey: Buffer;
  channel: Buffer | null;
};

/** An order `o` as a row of `OrderViewRow`, for statements that show orders beside something else. */
export const ORDER_VIEW = {
  columns: `${orders.columns('o', ['id', 'orderKey', 'paidAtMs', 'amountFen', 'refundedFen'])},
    c.code AS channel, s.name AS storeName`,
  joins: `LEFT JOIN channel c ON c.brand_id = o.brand_id AND c.number = o.channel
  LEFT JOIN store s ON s.id = o.store_id`,
};

/** An order with everything that belongs to it. */
export interface WholeOrder extends OrderView {
  readonly customerId: number;
  readonly receivedAtMs: number;
  readonly lines: readonly RowOf<typeof orderLines>[];
  readonly refunds: readonly RowOf<typeof refunds>[];
}

/** Lines, or refunds, of one order that a screen shows. */
const LINES_MAX = 500;

const SELECT = `SELECT ${ORDER_VIEW.columns} FROM sale_order o ${ORDER_VIEW.joins}`;

export const orderViewOf = ({ orderKey, channel, ...row }: OrderViewRow): OrderView => ({
  ...row,
  orderNumber: orderKey.toString(),
  channel: channel?.toString() ?? null,
});

/** Reads of orders for screens; nothing here is part of taking an order in. */
@Injectable()
export class OrderReads {
  /** Orders by row id. */
  async describe(reader: Reader, brandId: number, ids: readonly number[]): Promise<Map<number, OrderView>> {
    const sql = (list: string): string => `${SELECT} WHERE o.brand_id = ? AND o.id IN (${list})`;
    return new Map((await views(reader, sql, brandId, ids)).map((view) => [view.id, view]));
  }

  /** Everything bought under these ids, oldest first. */
  ofCustomers(reader: Reader, brandId: number, customerIds: readonly number[]): Promise<OrderView[]> {
    const sql = (list: string): string =>
      `${SELECT} WHERE o.brand_id = ? AND o.customer_id IN (${list}) ORDER BY o.paid_at_ms, o.id`;
    return views(reader, sql, brandId, customerIds);
  }

  /** Orders bought under these ids, newest first, one beyond the page. */
  async page(
    reader: Reader,
    brandId: number,
    customerIds: readonly number[],
    page: PageAsk<Newest>,
  ): Promise<OrderView[]> {
    const rest = keysetSql(page, { atMs: 'o.paid_at_ms', id: 'o.id' });
    const sql = `${SELECT} WHERE o.brand_id = ? AND o.customer_id IN (${customerIds.map(() => '?').join(',')})${rest.sql}`;
    const rows = await orders.query<OrderViewRow>(reader, sql, [brandId, ...customerIds, ...rest.values]);
    return rows.map(orderViewOf);
  }

  /** What the first lines of orders name, by order: as many of each as asked for at most. */
  async firstItems(
    reader: Reader,
    orderIds: readonly number[],
    most: number,
  ): Promise<Map<number, readonly string[]>> {
    const rows = await orderLines.select(
      reader,
      { orderId: orderIds },
      { columns: ['orderId', 'item'], and: ['line <= ?', most], order: 'order_id, line' },
    );
    const byOrder = groupedBy(rows, ({ orderId }) => orderId);
    return new Map([...byOrder].map(([id, own]) => [id, own.map(({ item }) => item.toString())]));
  }

  /** Lines and applied refunds of orders, as their buyer is shown them. */
  async details(reader: Reader, brandId: number, orderIds: readonly number[]) {
    const lines = await orderLines.select(reader, { orderId: orderIds }, { order: 'order_id, line' });
    const applied = { orderId: orderIds, state: 'applied' as const };
    const taken = await refunds.select(reader, brandId, applied, { order: 'refunded_at_ms, id' });
    const linesOf = groupedBy(lines, ({ orderId }) => orderId);
    const refundsOf = groupedBy(taken, ({ orderId }) => orderId);
    return (orderId: number) => ({
      lines: (linesOf.get(orderId) ?? []).map(({ item, quantity, amountFen, refundedFen }) => ({
        ...{ item: item.toString(), quantity, amountFen, refundedFen },
      })),
      refunds: (refundsOf.get(orderId) ?? []).map(({ refundedAtMs, amountFen }) => ({
        ...{ refundedAtMs, amountFen },
      })),
    });
  }

  /** What somebody bought last, of how many pieces (0: the order came without lines), named by its first one; null: nothing yet. */
  async latestOf(
    reader: Reader,
    brandId: number,
    family: readonly number[],
  ): Promise<(OrderView & { readonly pieces: number; readonly item: string | null }) | null> {
    const pieces = '(SELECT CAST(SUM(l.quantity) AS SIGNED) FROM sale_order_line l WHERE l.order_id = o.id)';
    const item =
      "(SELECT l.item FROM sale_order_line l WHERE l.order_id = o.id AND l.item <> '' ORDER BY l.line LIMIT 1)";
    const rows = await queryIn<
      OrderViewRow & { readonly pieces: number | null; readonly item: Buffer | null }
    >(
      reader,
      family,
      (list) =>
        `SELECT ${ORDER_VIEW.columns}, ${pieces} AS pieces, ${item} AS item FROM sale_order o ${ORDER_VIEW.joins}` +
        ` WHERE o.brand_id = ? AND o.customer_id IN (${list}) ORDER BY o.paid_at_ms DESC, o.id DESC LIMIT 1`,
      [brandId],
    );
    const [latest] = rows.sort((a, b) => b.paidAtMs - a.paidAtMs);
    if (!latest) return null;
    return { ...orderViewOf(latest), pieces: latest.pieces ?? 0, item: latest.item?.toString() ?? null };
  }

  /** Whether the brand ever sold anything. */
  async hasAny(reader: Reader, brandId: number): Promise<boolean> {
    return (await orders.select(reader, brandId, {}, { columns: ['id'], limit: 1 })).length > 0;
  }

  /** One order whole, by its own row id or by that of a refund of it (0: not asked by it); null: there is none. */
  async whole(
    reader: Reader,
    brandId: number,
    asked: { orderId: number; refundId: number },
  ): Promise<WholeOrder | null> {
    const orderId =
      asked.refundId === 0 ? asked.orderId : await orderOfRefund(reader, brandId, { id: asked.refundId });
    const order =
      orderId === 0
        ? null
        : await orders.one(
            reader,
            brandId,
            { id: orderId },
            { columns: ['id', 'customerId', 'receivedAtMs'] },
          );
    const view = (await this.describe(reader, brandId, order ? [order.id] : [])).get(orderId);
    if (!order || !view) return null;
    const lines = await orderLines.select(reader, { orderId }, { order: 'line', limit: LINES_MAX });
    const taken = await refunds.select(
      reader,
      brandId,
      { orderId },
      { order: 'refunded_at_ms, id', limit: LINES_MAX },
    );
    const { customerId, receivedAtMs } = order;
    return { ...view, customerId, receivedAtMs, lines, refunds: taken };
  }

  /** Refunds of an order that were taken back with their imports. */
  withdrawn(
    reader: Reader,
    brandId: number,
    { orderNumber }: Pick<OrderView, 'orderNumber'>,
  ): Promise<RowOf<typeof withdrawnRefunds>[]> {
    const orderKey = Buffer.from(orderNumber);
    return withdrawnRefunds.select(
      reader,
      brandId,
      { orderKey },
      { order: 'refunded_at_ms, id', limit: LINES_MAX },
    );
  }

  /** Whose an order is that has this number of the seller, or a refund with it; orders go before refunds. Null: none. */
  async numbered(
    reader: Reader,
    brandId: number,
    number: string,
  ): Promise<Pick<RowOf<typeof orders>, 'id' | 'customerId'> | null> {
    const columns = { columns: ['id', 'customerId'] } as const;
    const key = Buffer.from(number);
    const order = await orders.one(reader, brandId, { orderKey: key }, columns);
    if (order) return order;
    const id = await orderOfRefund(reader, brandId, { refundKey: key });
    return id === 0 ? null : orders.one(reader, brandId, { id }, columns);
  }

  count(reader: Reader, brandId: number, customerIds: readonly number[]): Promise<number> {
    return orders.count(reader, brandId, { customerId: customerIds });
  }
}

/** Of a refund that stands, or else was taken back; 0: there is none, or its order is not here. */
async function orderOfRefund(
  reader: Reader,
  brandId: number,
  named: { readonly id: number } | { readonly refundKey: Buffer },
): Promise<number> {
  const columns = { columns: ['orderId'] } as const;
  const standing = await refunds.one(reader, brandId, named, columns);
  const found = standing ?? (await withdrawnRefunds.one(reader, brandId, named, columns));
  return found?.orderId ?? 0;
}

async function views(
  reader: Reader,
  sql: (list: string) => string,
  brandId: number,
  ids: readonly Value[],
): Promise<OrderView[]> {
  return (await queryIn<OrderViewRow>(reader, ids, sql, [brandId])).map(orderViewOf);
}
