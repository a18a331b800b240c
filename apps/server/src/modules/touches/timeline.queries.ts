import type { TimelinePart } from '../../platform/areas';

/** What reached a customer, in the member journey. */
export const touchTimeline: TimelinePart = {
  kind: 'touch',
  idKind: 'msg',
  rank: 4,
  sql: (family) =>
    `SELECT t.id AS id, t.sent_at_ms AS occurredAtMs, t.template AS type, t.channel AS channel, 0 AS storeId, '' AS reference, NULL AS amountFen, NULL AS points
     FROM touch t
     WHERE t.brand_id = ? AND t.customer_id IN (${family}) AND t.state = 'accepted'
       AND t.sent_at_ms <= ? AND (t.sent_at_ms < ? OR t.id < ?)
     ORDER BY t.sent_at_ms DESC, t.id DESC LIMIT ?`,
};
