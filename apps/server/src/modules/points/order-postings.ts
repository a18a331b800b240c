import { earnPosting, type EarnPlan, type EarnRule } from '@liuliang/domain';
import type { BrandConfig } from '../brands';
import type { ClawbackPart, ClawbackRequest } from './clawbacks';
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

/** Whose points a refund takes, and who issued them. */
export const partOfRefund = ({
  customerId,
}: Pick<AppliedRefund, 'customerId'>): Omit<ClawbackPart, 'due'> => ({
  owner: { kind: 'member', id: customerId },
  asset: 'points',
  policy: 'unlimited',
  funder: { kind: 'system', id: 0 },
});

/** What a refund takes back, with the sums that show why. */
export function clawbackOf(
  brandId: number,
  refund: AppliedRefund,
  earnedPoints: number,
  points: number,
): ClawbackRequest {
  return {
    brandId,
    key: `clawback:${refund.refundId}`,
    reference: { kind: 'order', id: String(refund.orderId) },
    occurredAtMs: refund.refundedAtMs,
    explanation: {
      rule: 'clawback',
      refundId: refund.refundId,
      orderAmountFen: refund.orderAmountFen,
      refundedFen: refund.refundedFenSoFar,
      earnedPoints,
    },
    sourceKey: `earn:${refund.orderId}`,
    parts: [{ ...partOfRefund(refund), due: points }],
  };
}
