import {
  NEVER_MS,
  sharesOf,
  type AccountRef,
  type EarningContext,
  type EarningPlan,
  type EarningRules,
  type Entry,
  type Funder,
  type FunderShare,
  type LotTerms,
  type PointsOwner,
  type RulesVersion,
} from '@liuliang/domain';
import type { RecordedEvent } from '../events';
import type { ExplanationValue, LedgerPosting } from '../ledger';
import type { JudgedOrder } from './contexts';

const HQ: Funder = { kind: 'system', id: 0 };

/** What is credited to whom, by whom, until when. */
interface Credit {
  readonly owner: PointsOwner;
  readonly asset: AccountRef['asset'];
  readonly points: number;
  readonly funder: Funder;
  readonly lot: Omit<LotTerms, 'owner' | 'asset'> | null;
}

/**
 * The postings of an order: `earn:‹order›` for the member, the guide and growth, and `earn:‹order›:‹supplier›` for what
 * a supplier pays, because a lot has one funder. Empty when nothing was earned.
 */
export function earnPostings(
  brandId: number,
  judged: JudgedOrder,
  plan: EarningPlan,
  planned: EarningContext,
): LedgerPosting[] {
  const { order, version, guide } = judged;
  const reference = { kind: 'order', id: String(order.orderId) } as const;
  const explained = explainedContext(planned, plan, guide !== null);
  return sharesOf(order.lines, version.rules, plan).flatMap((share): LedgerPosting[] => {
    const key = share.supplier === 0 ? `earn:${order.orderId}` : `earn:${order.orderId}:${share.supplier}`;
    return earnPosting(brandId, key, reference, order.paidAtMs, creditsOf(judged, plan, share), {
      rule: 'order',
      ruleVersion: version.version,
      amountFen: order.amountFen,
      factors: toldFactors(plan),
      lines: share.perLine.map((one) => [one.line, one.points, one.growth, one.guidePoints]),
      ...explained,
    });
  });
}

/** Growth and the guide's points are never a supplier's. */
function creditsOf(
  { order, version, guide, storeId }: JudgedOrder,
  plan: EarningPlan,
  { supplier, points }: FunderShare,
): Credit[] {
  const { rules } = version;
  const owner: PointsOwner = { kind: 'member', id: order.customerId };
  const lot = lotOf(plan, storeId);
  if (supplier !== 0) {
    return [{ owner, asset: 'points', points, funder: { kind: 'supplier', id: supplier }, lot }];
  }
  const funder = funderOf(rules.funder, order.storeId);
  const credits: Credit[] = [{ owner, asset: 'points', points, funder, lot }];
  if (plan.growth > 0) credits.push({ owner, asset: 'growth', points: plan.growth, funder: HQ, lot: null });
  if (guide && plan.guidePoints > 0) {
    credits.push({
      owner: { kind: 'guide', id: guide.id },
      asset: 'guide_points',
      points: plan.guidePoints,
      funder: funderOf(rules.guideFunder, order.storeId),
      // A guide's reward waits for the end of the return window too, and does not expire.
      lot: lotOf({ ...plan, expiresAtMs: NEVER_MS, extendToMs: null }, storeId),
    });
  }
  return credits;
}

/** `earn-event:‹event›`; empty when nothing was earned. */
export function eventPostings(
  brandId: number,
  event: RecordedEvent,
  version: RulesVersion,
  plan: EarningPlan,
): LedgerPosting[] {
  const owner: PointsOwner = { kind: 'member', id: event.customerId };
  const funder = funderOf(version.rules.funder, event.storeId);
  const credits: Credit[] = [
    { owner, asset: 'points', points: plan.points, funder, lot: lotOf(plan, event.storeId) },
    { owner, asset: 'growth', points: plan.growth, funder: HQ, lot: null },
  ];
  const reference = { kind: 'event', id: String(event.eventId) } as const;
  return earnPosting(brandId, `earn-event:${event.eventId}`, reference, event.occurredAtMs, credits, {
    rule: 'event',
    ruleVersion: version.version,
    type: event.type,
    factors: toldFactors(plan),
  });
}

function earnPosting(
  brandId: number,
  key: string,
  reference: LedgerPosting['reference'],
  occurredAtMs: number,
  credits: readonly Credit[],
  explanation: LedgerPosting['explanation'],
): LedgerPosting[] {
  const real = credits.filter(({ points }) => points > 0);
  if (real.length === 0) return [];
  const entries = real.flatMap(({ owner, asset, points, funder, lot }): Entry[] => {
    const bucket = lot && lot.activatesAtMs > 0 ? 'pending' : 'available';
    return [
      { account: { ownerKind: owner.kind, ownerId: owner.id, asset, bucket }, amount: points },
      { account: { ownerKind: funder.kind, ownerId: funder.id, asset, bucket: 'issuance' }, amount: -points },
    ];
  });
  const lots = real.flatMap(({ owner, asset, lot }): LotTerms[] => (lot ? [{ owner, asset, ...lot }] : []));
  const terms = lots.length > 0 ? { lots } : {};
  return [{ key, kind: 'earn', reference, entries, ...terms, brandId, occurredAtMs, explanation }];
}

/** Null for the ordinary lot: available at once, for ever, of no store. */
function lotOf(
  {
    activatesAtMs,
    expiresAtMs,
    extendToMs,
  }: Pick<EarningPlan, 'activatesAtMs' | 'expiresAtMs' | 'extendToMs'>,
  storeId: number,
): Credit['lot'] {
  if (activatesAtMs === 0 && expiresAtMs === NEVER_MS && extendToMs === null && storeId === 0) return null;
  return { activatesAtMs, expiresAtMs, storeId, ...(extendToMs === null ? {} : { extendTo: extendToMs }) };
}

function funderOf(choice: EarningRules['funder'], storeId: number): Funder {
  return choice === 'store' && storeId !== 0 ? { kind: 'store', id: storeId } : HQ;
}

const toldFactors = ({ factors }: EarningPlan): ExplanationValue =>
  factors.map(({ kind, of, percent, points }) => ({ kind, of, percent, points }));

/** What the plan asked, without what says nothing; the budget only where it cut, because it is nobody's business. */
function explainedContext(
  { tier, layer, channel, store, isBirthday, pointsToday, budgetLeft }: EarningContext,
  { factors }: EarningPlan,
  hasGuide: boolean,
): { readonly context?: ExplanationValue } {
  const isCut = factors.some(({ kind }) => kind === 'budget');
  const context = {
    ...(tier === 0 ? {} : { tier }),
    ...(layer === '' ? {} : { layer }),
    ...(channel === '' ? {} : { channel }),
    ...(store === '' ? {} : { store }),
    ...(isBirthday ? { isBirthday: 1 } : {}),
    ...(pointsToday === 0 ? {} : { pointsToday }),
    ...(isCut ? { budgetLeft } : {}),
    ...(hasGuide ? { hasGuide: 1 } : {}),
  };
  return Object.keys(context).length === 0 ? {} : { context };
}
