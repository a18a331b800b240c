import { primary, type Tables } from '../../platform/db/tables';

export const orderTables: Tables = (c) => ({
  sale_order: {
    columns: {
      id: c.id(),
      brand_id: c.ref(),
      /** The seller's order number, compared by bytes. */
      order_key: c.bytes(64),
      content_hash: c.bytes(16),
      customer_id: c.ref(),
      paid_at_ms: c.instant(),
      paid_day: c.day(),
      amount_fen: c.whole(),
      refunded_fen: c.whole(),
      channel: c.small(),
      store_id: c.ref(),
      guide_id: c.ref(),
      received_at_ms: c.instant(),
    },
    unique: [['brand_id', 'order_key']],
    index: [
      ['customer_id', 'paid_at_ms'],
      ['brand_id', 'paid_day'],
    ],
  },
  refund: {
    columns: {
      id: c.id(),
      brand_id: c.ref(),
      refund_key: c.bytes(64),
      content_hash: c.bytes(16),
      order_key: c.bytes(64),
      /** 0 while the order has not arrived: refunds may come first. */
      order_id: c.ref(),
      refunded_at_ms: c.instant(),
      refunded_day: c.day(),
      amount_fen: c.whole(),
      /** waiting (for its order), applied, excess (more than the order was worth; reported, not applied) */
      state: c.text(16),
      received_at_ms: c.instant(),
    },
    unique: [['brand_id', 'refund_key']],
    index: [['order_id'], ['brand_id', 'order_key'], ['brand_id', 'refunded_day']],
  },
  // What an order was made of, where the sender says so: item multipliers and refunds by line need it.
  sale_order_line: {
    columns: {
      order_id: primary(c.ref()),
      line: primary(c.small()),
      item: c.bytes(64),
      quantity: c.whole(),
      /** What was paid for the line, all of its pieces together. */
      amount_fen: c.whole(),
      refunded_fen: c.whole(),
    },
  },
  refund_line: {
    columns: { refund_id: primary(c.ref()), line: primary(c.small()), amount_fen: c.whole() },
  },
});
