import {
  accountKey,
  clawbackPosting,
  earnPosting,
  type AccountRef,
  type EarnPlan,
  type EarnRule,
} from '@liuliang/domain';
import type { BrandConfig } from '../brands';
import type { WantedAccounts } from './accounts';
import type { LedgerPosting } from './posting-rows';

/** A paid order, as the area of orders hands it over. */
export interface PaidOrder {
  readonly orderId: number;
  /** The canonical customer: never an alias. */
  readonly customerId: number;
  readonly amountFen: number;
  readonly paidAtMs: number;
}

/** A refund that was applied to its order. */
export interface AppliedRefund {
  readonly refundId: number;
  readonly orderId: number;
  /** The canonical customer of today: after a merge the one who was kept. */
  readonly customerId: number;
  readonly orderAmountFen: number;
  /** All refunds of the order up to and including this one. */
  readonly refundedFenSoFar: number;
  readonly refundedAtMs: number;
}

/** A brand's earning rule, as the pure rules take it. */
export function earnRuleOf({ earning }: BrandConfig): EarnRule {
  return { version: earning.version, pointsPerUnit: earning.points, unitFen: earning.perFen };
}

/** What an order earns by a rule; null when it is too small to earn a point. */
export function earnOf(brandId: number, order: PaidOrder, plan: EarnPlan): LedgerPosting | null {
  if (plan.points === 0) return null;
  const posting = earnPosting({
    key: `earn:${order.orderId}`,
    reference: { kind: 'order', id: String(order.orderId) },
    memberId: order.customerId,
    points: plan.points,
  });
  const explanation = { ...plan.explanation, ruleVersion: plan.ruleVersion };
  return { ...posting, brandId, occurredAtMs: order.paidAtMs, explanation };
}

const available = (customerId: number): AccountRef => ({
  ownerKind: 'member',
  ownerId: customerId,
  asset: 'points',
  bucket: 'available',
});

const issuance: AccountRef = { ownerKind: 'system', ownerId: 0, asset: 'points', bucket: 'issuance' };

/** Accounts that clawbacks touch: the system's and each member's. */
export function accountsOfRefunds(brandId: number, refunds: readonly AppliedRefund[]): WantedAccounts {
  const refs = [issuance, ...refunds.map(({ customerId }) => available(customerId))];
  return new Map([[brandId, new Map(refs.map((ref) => [accountKey(ref), ref]))]]);
}

/** What a refund takes back, with the sums that show why. */
export function clawbackOf(
  brandId: number,
  refund: AppliedRefund,
  earnedPoints: number,
  points: number,
): LedgerPosting {
  const posting = clawbackPosting({
    key: `clawback:${refund.refundId}`,
    reference: { kind: 'order', id: String(refund.orderId) },
    memberId: refund.customerId,
    points,
  });
  const explanation = {
    rule: 'clawback',
    refundId: refund.refundId,
    orderAmountFen: refund.orderAmountFen,
    refundedFen: refund.refundedFenSoFar,
    earnedPoints,
  };
  return { ...posting, brandId, occurredAtMs: refund.refundedAtMs, explanation };
}
