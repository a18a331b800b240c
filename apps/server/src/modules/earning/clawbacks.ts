import { Injectable } from '@nestjs/common';
import {
  planOrderClawback,
  type Asset,
  type Earned,
  type EarningRules,
  type RulesVersion,
} from '@liuliang/domain';
import type { Tx } from '../../platform/db/statements';
import type { Brand } from '../brands';
import { outOfTurn, type AppliedRefund } from '../orders';
import { Clawbacks, LateFacts, type ClawbackRequest } from '../ledger';
import { OrderLedgerQueries, type Award, type OrderEarning } from './order-ledger.queries';
import { firstOf } from './versions';

/**
 * Takes back what refunds make undue, from whoever the order's own posting gave it to. What is due follows from the
 * sums refunded alone, so that refunds may come in any split and any order, and in one transaction or in many.
 */
@Injectable()
export class OrderClawbacks {
  constructor(
    private readonly clawbacks: Clawbacks,
    private readonly ledger: OrderLedgerQueries,
    private readonly lateFacts: LateFacts,
  ) {}

  /**
   * @param refitted orders whose refunds were fitted anew: corrections take what is due of them, all at once
   * @returns the earnings of the refunded orders, for whoever looks at them further
   */
  async take(
    tx: Tx,
    brand: Brand,
    versions: readonly RulesVersion[],
    refunds: readonly AppliedRefund[],
    refitted: ReadonlySet<number>,
  ): Promise<Map<number, OrderEarning[]>> {
    if (refunds.length === 0) return new Map();
    const earnings = await this.ledger.earningsOf(
      tx,
      brand.id,
      refunds.map(({ orderId }) => orderId),
    );
    // The smaller sum first: of several refunds of one order each takes what it adds.
    const inTurn = [...refunds].sort(
      (a, b) => a.refundedFenSoFar - b.refundedFenSoFar || a.refundId - b.refundId,
    );
    const adding = inTurn.filter(({ orderId }) => !refitted.has(orderId));
    const requests = adding.flatMap((refund) =>
      (earnings.get(refund.orderId) ?? []).flatMap((earning): ClawbackRequest[] => {
        return requestOf(brand.id, refund, earning, rulesOf(brand, versions, earning));
      }),
    );
    if (requests.length > 0) await this.clawbacks.take(tx, requests);
    await this.straighten(tx, brand.id, inTurn);
    return earnings;
  }

  /** What each refund adds is rounded line by line, so the sum may be another where they come in another order. */
  private async straighten(tx: Tx, brandId: number, refunds: readonly AppliedRefund[]): Promise<void> {
    const late = await outOfTurn(tx, brandId, refunds);
    const [first] = late;
    if (!first) return;
    const members = [...new Set(late.map(({ customerId }) => customerId))];
    await this.lateFacts.straighten(tx, brandId, members, { kind: 'order', id: String(first.orderId) });
  }

  /** Takes all that is left of a guide's reward for an order: key `flag:‹flag›`. The order's row is locked. */
  async withdrawFromGuide(
    tx: Tx,
    brand: Brand,
    versions: readonly RulesVersion[],
    orderId: number,
    flagId: number,
    atMs: number,
  ): Promise<number> {
    const earnings = (await this.ledger.earningsOf(tx, brand.id, [orderId])).get(orderId) ?? [];
    for (const earning of earnings) {
      const award = earning.awards.find(({ asset }) => asset === 'guide_points');
      const due = award ? award.points - (earning.taken.get('guide_points') ?? 0) : 0;
      if (!award || due <= 0) continue;
      const rules = rulesOf(brand, versions, earning);
      await this.clawbacks.take(tx, [
        {
          brandId: brand.id,
          key: `flag:${flagId}`,
          reference: { kind: 'order', id: String(orderId) },
          occurredAtMs: atMs,
          sourceKey: earning.key,
          explanation: { rule: 'withdrawn', source: earning.key, flagId },
          parts: [{ ...partOf(award, award.owner, rules), due }],
        },
      ]);
      return due;
    }
    return 0;
  }
}

/** The rules by which an order earned are those by which it is taken back. */
function rulesOf(
  brand: Brand,
  versions: readonly RulesVersion[],
  { ruleVersion }: OrderEarning,
): EarningRules {
  return (versions.find(({ version }) => version === ruleVersion) ?? firstOf(brand)).rules;
}

/** Empty when nothing more is due. Notes what it takes in the earning, for the next refund of the same order. */
function requestOf(
  brandId: number,
  refund: AppliedRefund,
  earning: OrderEarning,
  rules: EarningRules,
): ClawbackRequest[] {
  const due = planOrderClawback(refund.state, earning.perLine, takenOf(earning));
  const parts = earning.awards.flatMap((award) => {
    const points = amountOf(due, award.asset);
    if (points === 0) return [];
    earning.taken.set(award.asset, (earning.taken.get(award.asset) ?? 0) + points);
    const owner = award.owner.kind === 'member' ? memberOf(award.asset, refund) : award.owner;
    return [{ ...partOf(award, owner, rules), due: points }];
  });
  if (parts.length === 0) return [];
  const suffix = earning.key.slice(`earn:${refund.orderId}`.length);
  return [
    {
      brandId,
      key: `clawback:${refund.refundId}${suffix}`,
      reference: { kind: 'order', id: String(refund.orderId) },
      occurredAtMs: refund.refundedAtMs,
      sourceKey: earning.key,
      explanation: {
        rule: 'clawback',
        source: earning.key,
        refundId: refund.refundId,
        orderAmountFen: refund.orderAmountFen,
        refundedFen: refund.refundedFenSoFar,
        earnedPoints: earning.awards.find(({ asset }) => asset === 'points')?.points ?? 0,
      },
      parts,
    },
  ];
}

type Part = ClawbackRequest['parts'][number];

/**
 * The member from whom an asset is taken, or to whom it is corrected: points from whoever has them today. Growth is of
 * whom its order is filed under, and is carried on from there, so that it goes back to them with everything else if
 * their merge is taken back.
 */
export const memberOf = (
  asset: Asset,
  { customerId, filedUnder }: { readonly customerId: number; readonly filedUnder: number },
): { readonly kind: 'member'; readonly id: number } => ({
  kind: 'member',
  id: asset === 'growth' ? filedUnder : customerId,
});

/** A guide's debt may grow to the limit of the rules; growth cannot be spent, so that all of it is always there. */
export function partOf(
  { asset, funder }: Pick<Award, 'asset' | 'funder'>,
  owner: Part['owner'],
  { clawback }: EarningRules,
): Omit<Part, 'due'> {
  if (asset === 'points') return { owner, asset, funder, policy: clawback.member };
  if (asset === 'growth') return { owner, asset, funder, policy: 'unlimited' };
  return { owner, asset, funder, policy: 'unlimited', debtMax: clawback.guideDebtMax };
}

const takenOf = ({ taken }: OrderEarning): Earned => ({
  points: taken.get('points') ?? 0,
  growth: taken.get('growth') ?? 0,
  guidePoints: taken.get('guide_points') ?? 0,
});

export function amountOf(earned: Earned, asset: Asset): number {
  if (asset === 'points') return earned.points;
  return asset === 'growth' ? earned.growth : earned.guidePoints;
}
