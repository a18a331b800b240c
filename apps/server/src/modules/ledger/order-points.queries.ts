import { Injectable } from '@nestjs/common';
import { groupedBy, leastOf, NEVER_MS } from '@liuliang/domain';
import type { Reader } from '../../platform/db/statements';
import { ownedBy, type PointsHolder } from './reads.queries';

/** What an order gave its buyer, judged at the instant of the reading. */
export interface PointsOfOrder {
  /** Less what refunds took back. */
  readonly earned: number;
  readonly waiting: number;
  readonly usableFromMs: number | null;
  readonly left: number;
  readonly untilMs: number | null;
  /** The credit that it opened; null: nothing is left of it. */
  readonly lotId: number | null;
}

export const NOTHING_OF_ORDER: PointsOfOrder = {
  ...{ earned: 0, waiting: 0, usableFromMs: null, left: 0, untilMs: null, lotId: null },
};

interface LotOfOrder {
  readonly orderId: number;
  readonly id: number;
  readonly pending: number;
  readonly remaining: number;
  readonly activatesAtMs: number;
  readonly expiresAtMs: number;
}

const marks = (ids: readonly number[]): string => ids.map(() => '?').join(',');

/** All that an earning gave came from issuance, and all that was taken back went there. */
const earnedSql = (ids: readonly number[]): string =>
  'SELECT t.reference_id AS orderId, CAST(-SUM(e.amount) AS SIGNED) AS points FROM ledger_transaction t' +
  ' JOIN ledger_entry e ON e.transaction_id = t.id JOIN ledger_account a ON a.id = e.account_id' +
  ` WHERE t.brand_id = ? AND t.reference_kind = 'order' AND t.reference_id IN (${marks(ids)})` +
  " AND t.kind IN ('earn', 'clawback', 'settle') AND a.asset = 'points' AND a.bucket = 'issuance'" +
  ' GROUP BY t.reference_id';

/** Open lots of the owner that orders opened, also where they were carried on by a merge or a return. */
const lotsSql = (ids: readonly number[]): string =>
  'SELECT t.reference_id AS orderId, p.id, p.pending, p.remaining, p.activates_at_ms AS activatesAtMs,' +
  ' p.expires_at_ms AS expiresAtMs FROM points_lot p' +
  ' LEFT JOIN points_lot f ON f.id = p.carried_from LEFT JOIN points_lot g ON g.id = f.carried_from' +
  ' JOIN ledger_transaction t ON t.id = COALESCE(g.opened_by, f.opened_by, p.opened_by)' +
  ' WHERE p.brand_id = ? AND p.owner_kind = ? AND p.owner_id = ? AND p.asset = ? AND p.is_open = 1' +
  ` AND p.expires_at_ms > ? AND t.reference_kind = 'order' AND t.reference_id IN (${marks(ids)})` +
  ' ORDER BY p.expires_at_ms, p.id';

/** What orders gave their buyer: two statements, however many orders. */
@Injectable()
export class OrderPoints {
  /** By order; an order that earned nothing has none. */
  async ofOrders(
    reader: Reader,
    holder: PointsHolder,
    orderIds: readonly number[],
  ): Promise<Map<number, PointsOfOrder>> {
    if (orderIds.length === 0) return new Map();
    const nowMs = reader.nowMs();
    const earned = await reader.query<{ orderId: number; points: number }>(earnedSql(orderIds), [
      holder.brandId,
      ...orderIds,
    ]);
    const lots = await reader.query<LotOfOrder>(lotsSql(orderIds), [...ownedBy(holder), nowMs, ...orderIds]);
    const byOrder = groupedBy(lots, ({ orderId }) => orderId);
    return new Map(
      earned.map(({ orderId, points }) => [
        orderId,
        { earned: points, ...leftOf(byOrder.get(orderId), nowMs) },
      ]),
    );
  }
}

/** @param lots the one that expires first at the top */
function leftOf(lots: readonly LotOfOrder[] = [], nowMs: number): Omit<PointsOfOrder, 'earned'> {
  const waiting = lots.filter(({ pending, activatesAtMs }) => pending > 0 && activatesAtMs > nowMs);
  const usable = lots.filter((lot) => !waiting.includes(lot));
  const first = lots[0];
  return {
    waiting: waiting.reduce((sum, { pending }) => sum + pending, 0),
    usableFromMs: waiting.length === 0 ? null : leastOf(waiting.map((lot) => lot.activatesAtMs)),
    left: usable.reduce((sum, { pending, remaining }) => sum + Math.max(pending + remaining, 0), 0),
    untilMs: first === undefined || first.expiresAtMs === NEVER_MS ? null : first.expiresAtMs,
    lotId: first?.id ?? null,
  };
}
