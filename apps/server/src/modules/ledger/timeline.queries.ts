import type { TimelinePart } from '../../platform/areas';

/** What moved a member's available points, in the member journey. */
export const pointsTimeline: TimelinePart = {
  kind: 'points',
  idKind: 'ptx',
  rank: 3,
  sql: (family) =>
    `SELECT t.id AS id, t.occurred_at_ms AS occurredAtMs, t.kind AS type, 0 AS channel, 0 AS storeId, '' AS reference, NULL AS amountFen, e.amount AS points
     FROM ledger_account a JOIN ledger_entry e ON e.account_id = a.id JOIN ledger_transaction t ON t.id = e.transaction_id
     WHERE a.brand_id = ? AND a.owner_id IN (${family}) AND a.owner_kind = 'member' AND a.asset = 'points' AND a.bucket = 'available'
       AND t.occurred_at_ms <= ? AND (t.occurred_at_ms < ? OR t.id < ?)
     ORDER BY t.occurred_at_ms DESC, t.id DESC LIMIT ?`,
};
