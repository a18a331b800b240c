import type { TimelinePart } from '../../platform/areas';

/** What a customer bought, in the member journey. */
export const orderTimeline: TimelinePart = {
  kind: 'order',
  idKind: 'ord',
  rank: 1,
  sql: (family) =>
    `SELECT o.id AS id, o.paid_at_ms AS occurredAtMs, 'order.paid' AS type, o.channel AS channel, o.store_id AS storeId, o.order_key AS reference, o.amount_fen AS amountFen, NULL AS points
     FROM sale_order o
     WHERE o.brand_id = ? AND o.customer_id IN (${family})
       AND o.paid_at_ms <= ? AND (o.paid_at_ms < ? OR o.id < ?)
     ORDER BY o.paid_at_ms DESC, o.id DESC LIMIT ?`,
};

/** What a customer gave back. */
export const refundTimeline: TimelinePart = {
  kind: 'refund',
  idKind: 'rfd',
  rank: 2,
  sql: (family) =>
    `SELECT r.id AS id, r.refunded_at_ms AS occurredAtMs, 'order.refunded' AS type, o.channel AS channel, o.store_id AS storeId, o.order_key AS reference, r.amount_fen AS amountFen, NULL AS points
     FROM sale_order o JOIN refund r ON r.order_id = o.id
     WHERE o.brand_id = ? AND o.customer_id IN (${family}) AND r.state = 'applied'
       AND r.refunded_at_ms <= ? AND (r.refunded_at_ms < ? OR r.id < ?)
     ORDER BY r.refunded_at_ms DESC, r.id DESC LIMIT ?`,
};
