import {
  NEVER_MS,
  sharesOf,
  type AccountRef,
  type EarnedLine,
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
export interface Credit {
  readonly owner: PointsOwner;
  readonly asset: AccountRef['asset'];
  readonly points: number;
  readonly funder: Funder;
  readonly lot: Omit<LotTerms, 'owner' | 'asset'> | null;
}

/** What an order or event gives by one key, with what is told of it. */
export interface Grant {
  readonly key: string;
  readonly reference: LedgerPosting['reference'];
  readonly occurredAtMs: number;
  /** Of no points too: they say on what terms something would be given. */
  readonly credits: readonly Credit[];
  readonly lines: readonly EarnedLine[];
  readonly explanation: LedgerPosting['explanation'];
}

/**
 * What an order gives: `earn:‹order›` for the member, the guide and growth, and `earn:‹order›:‹supplier›` for what a
 * supplier pays, because a lot has one funder.
 */
export function orderGrants(judged: JudgedOrder, plan: EarningPlan, planned: EarningContext): Grant[] {
  const { order, version, guide } = judged;
  const explained = explainedContext(planned, plan, guide !== null);
  return sharesOf(order.lines, version.rules, plan).map((share) => ({
    key: share.supplier === 0 ? `earn:${order.orderId}` : `earn:${order.orderId}:${share.supplier}`,
    reference: { kind: 'order', id: String(order.orderId) },
    occurredAtMs: order.paidAtMs,
    credits: creditsOf(judged, plan, share),
    lines: share.perLine,
    explanation: {
      rule: 'order',
      ruleVersion: version.version,
      amountFen: order.amountFen,
      combine: version.rules.multipliers.combine,
      factors: toldFactors(plan, share.points),
      lines: linesAsTold(share.perLine),
      ...explained,
    },
  }));
}

/** As an explanation says them. */
export const linesAsTold = (lines: readonly EarnedLine[]): ExplanationValue =>
  lines.map((one) => [one.line, one.points, one.growth, one.guidePoints]);

/** Growth and the guide's points are never a supplier's. */
function creditsOf(
  { order, version, guide, storeId, customerId }: JudgedOrder,
  plan: EarningPlan,
  { supplier, points }: FunderShare,
): Credit[] {
  const { rules } = version;
  const owner: PointsOwner = { kind: 'member', id: customerId };
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

/** What an event gives, by `earn-event:‹event›`. */
export function eventGrant(event: RecordedEvent, version: RulesVersion, plan: EarningPlan): Grant {
  const owner: PointsOwner = { kind: 'member', id: event.filedUnder };
  const funder = funderOf(version.rules.funder, event.storeId);
  const credits: Credit[] = [
    { owner, asset: 'points', points: plan.points, funder, lot: lotOf(plan, event.storeId) },
    { owner, asset: 'growth', points: plan.growth, funder: HQ, lot: null },
  ];
  return {
    key: eventKey(event.eventId),
    reference: { kind: 'event', id: String(event.eventId) },
    occurredAtMs: event.occurredAtMs,
    credits,
    lines: plan.perLine,
    explanation: {
      rule: 'event',
      ruleVersion: version.version,
      type: event.type,
      factors: toldFactors(plan, plan.points),
    },
  };
}

const eventKey = (eventId: number): string => `earn-event:${eventId}`;

/** As `eventGrant`, of an event that earns nothing. */
export const emptyEventGrant = (event: RecordedEvent, { version }: RulesVersion): Grant => ({
  key: eventKey(event.eventId),
  reference: { kind: 'event', id: String(event.eventId) },
  occurredAtMs: event.occurredAtMs,
  credits: [],
  lines: [{ line: 0, points: 0, growth: 0, guidePoints: 0 }],
  explanation: { rule: 'event', ruleVersion: version, type: event.type, factors: [] },
});

/** The posting of a grant; empty when it gives nothing. */
export function earnPosting(brandId: number, grant: Grant): LedgerPosting[] {
  const { key, reference, occurredAtMs, explanation } = grant;
  const credits = grant.credits.filter(({ points }) => points > 0);
  if (credits.length === 0) return [];
  return [{ key, kind: 'earn', reference, ...creditEntries(credits), brandId, occurredAtMs, explanation }];
}

/** Entries and terms of lots by which owners get what funders give. */
export function creditEntries(credits: readonly Credit[]): Pick<LedgerPosting, 'entries' | 'lots'> {
  const entries = credits.flatMap(({ owner, asset, points, funder, lot }): Entry[] => {
    const bucket = lot && lot.activatesAtMs > 0 ? 'pending' : 'available';
    return [
      { account: { ownerKind: owner.kind, ownerId: owner.id, asset, bucket }, amount: points },
      { account: { ownerKind: funder.kind, ownerId: funder.id, asset, bucket: 'issuance' }, amount: -points },
    ];
  });
  const lots = credits.flatMap(({ owner, asset, lot }): LotTerms[] =>
    lot ? [{ owner, asset, ...lot }] : [],
  );
  return lots.length > 0 ? { entries, lots } : { entries };
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

/** Steps that add up to what this posting gives: what another funder pays is a posting of its own. */
const toldFactors = ({ factors, points }: EarningPlan, given: number): ExplanationValue => [
  ...factors.map((one) => ({ ...one })),
  ...(given === points
    ? []
    : [{ kind: 'elsewhere', of: '', percent: null, points: null, adds: given - points }]),
];

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
