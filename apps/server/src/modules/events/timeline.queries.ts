import type { TimelinePart } from '../../platform/areas';

/** What a customer did, in the member journey. */
export const eventTimeline: TimelinePart = {
  kind: 'event',
  idKind: 'evt',
  rank: 0,
  sql: (family) =>
    `SELECT e.id AS id, e.occurred_at_ms AS occurredAtMs, e.type AS type, e.channel AS channel, e.store_id AS storeId, e.item AS reference, NULL AS amountFen, NULL AS points
     FROM event e
     WHERE e.brand_id = ? AND e.customer_id IN (${family})
       AND e.occurred_at_ms <= ? AND (e.occurred_at_ms < ? OR e.id < ?)
     ORDER BY e.occurred_at_ms DESC, e.id DESC LIMIT ?`,
};
