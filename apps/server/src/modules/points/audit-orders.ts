import {
  isNonNegativeInteger,
  isPositiveInteger,
  planClawback,
  planEarn,
  type EarnRule,
} from '@liuliang/domain';
import type { Database } from '../../platform/db/database';
import type { Brand } from '../brands';
import type { Findings } from './audit-findings';
import type { AuditedOrder, LedgerAuditStore } from './audit.store';
import { earnRuleOf } from './order-postings';

const ORDERS_AT_ONCE = 2000;

/** ORDERS: every order has exactly its earning, and its refunds took exactly what they made undue. */
export async function checkOrders(
  db: Database,
  store: LedgerAuditStore,
  brands: readonly Brand[],
  brandId: number | null,
  found: Findings,
): Promise<void> {
  const rules = new Map(brands.map((brand) => [brand.id, earnRuleOf(brand.config)]));
  for (let after = 0; ;) {
    const page = await db.read((reader) => store.orders(reader, brandId, after, ORDERS_AT_ONCE));
    for (const order of page) {
      const fault = faultOf(order, rules.get(order.brand_id) ?? null);
      if (fault) found.add(`order ${order.id}: ${fault}`);
    }
    found.count(page.length);
    const last = page[page.length - 1];
    if (!last) break;
    after = last.id;
  }
  const orphans = await db.read((reader) => store.orphans(reader, brandId));
  found.add(...orphans.map(({ id }) => `transaction ${id}: there is no such order`));
}

/**
 * An earning is judged by the rule that its explanation names, because rules change; an order without one by the rule
 * of today.
 */
function faultOf(order: AuditedOrder, rule: EarnRule | null): string | null {
  if (order.refunded_fen !== order.applied_fen) return 'its refunded sum is not that of its applied refunds';
  if (order.earnings > 1) return 'it earned more than once';
  const told = order.explanation === null ? rule : ruleOf(order.explanation);
  if (!told) return 'its earning does not say by which rule';
  if (order.earned !== planEarn({ amountFen: order.amount_fen }, told).points) {
    return order.earnings === 0 ? 'its earning is missing' : 'it earned something else than its rule gives';
  }
  const due = planClawback({
    earnedPoints: order.earned,
    orderAmountFen: order.amount_fen,
    refundedFenTotalSoFar: order.refunded_fen,
    alreadyTakenPoints: 0,
  });
  return order.taken === due ? null : `refunds took ${order.taken} points where ${due} are due`;
}

/** Null when the explanation names no rule that the planner takes. */
function ruleOf(explanation: string): EarnRule | null {
  const { ruleVersion, pointsPerUnit, unitFen } = JSON.parse(explanation) as Record<string, unknown>;
  const isRule =
    isPositiveInteger(ruleVersion) && isNonNegativeInteger(pointsPerUnit) && isPositiveInteger(unitFen);
  return isRule ? { version: ruleVersion, pointsPerUnit, unitFen } : null;
}
