import { Injectable } from '@nestjs/common';
import { insertRows, queryIn, type Reader, type Tx, type Value } from '../../platform/db/statements';

/** What an order was made of, as its sender said it. */
export interface NewOrderLine {
  /** At most 64 bytes; empty: unknown. */
  readonly item: string;
  readonly quantity: number;
  /** What was paid for all pieces together. */
  readonly amountFen: number;
}

export interface NewRefundLine {
  /** Of the order, counted from 1. */
  readonly line: number;
  readonly amountFen: number;
}

export interface OrderLineRow {
  readonly orderId: number;
  readonly line: number;
  readonly item: Buffer;
  readonly quantity: number;
  readonly amountFen: number;
  /** What was refunded of it by name; refunds that name no line are not in it. */
  readonly refundedFen: number;
}

const LINE = ['order_id', 'line', 'item', 'quantity', 'amount_fen', 'refunded_fen'];

/** Lines of orders and of refunds; their order's row is the lock of both. */
@Injectable()
export class OrderLinesQueries {
  async add(
    tx: Tx,
    orders: readonly { readonly id: number; readonly lines: readonly NewOrderLine[] }[],
  ): Promise<void> {
    const rows = orders.flatMap(({ id, lines }) =>
      lines.map(({ item, quantity, amountFen }, i): Value[] => [
        id,
        i + 1,
        Buffer.from(item),
        quantity,
        amountFen,
        0,
      ]),
    );
    if (rows.length > 0) await insertRows(tx, 'sale_order_line', LINE, rows);
  }

  async ofOrders(reader: Reader, orderIds: readonly number[]): Promise<OrderLineRow[]> {
    const sql = (list: string): string =>
      `SELECT order_id AS orderId, line, item, quantity, amount_fen AS amountFen, refunded_fen AS refundedFen
       FROM sale_order_line WHERE order_id IN (${list}) ORDER BY order_id, line`;
    return queryIn<OrderLineRow>(reader, orderIds, sql);
  }

  /** Writes what was refunded of lines; the caller holds the locks of their orders. */
  async saveRefunded(tx: Tx, rows: readonly OrderLineRow[]): Promise<void> {
    if (rows.length === 0) return;
    const values = rows.map((row): Value[] => [
      row.orderId,
      row.line,
      row.item,
      row.quantity,
      row.amountFen,
      row.refundedFen,
    ]);
    await insertRows(tx, 'sale_order_line', LINE, values, {
      tail: tx.dialect.upsert(['order_id', 'line'], ['refunded_fen']),
    });
  }

  async addRefundLines(
    tx: Tx,
    refunds: readonly { readonly id: number; readonly lines: readonly NewRefundLine[] }[],
  ): Promise<void> {
    const rows = refunds.flatMap(({ id, lines }) =>
      lines.map(({ line, amountFen }): Value[] => [id, line, amountFen]),
    );
    if (rows.length > 0) await insertRows(tx, 'refund_line', ['refund_id', 'line', 'amount_fen'], rows);
  }

  async ofRefunds(reader: Reader, refundIds: readonly number[]): Promise<Map<number, NewRefundLine[]>> {
    const rows = await queryIn<NewRefundLine & { refundId: number }>(
      reader,
      refundIds,
      (list) =>
        `SELECT refund_id AS refundId, line, amount_fen AS amountFen FROM refund_line WHERE refund_id IN (${list})` +
        ' ORDER BY refund_id, line',
    );
    const byRefund = new Map<number, NewRefundLine[]>();
    for (const { refundId, ...line } of rows) {
      const known = byRefund.get(refundId);
      if (known) known.push(line);
      else byRefund.set(refundId, [line]);
    }
    return byRefund;
  }
}
