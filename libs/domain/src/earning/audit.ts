import { isNonNegativeInteger, isPositiveInteger } from '../shared/integers';
import type { RefundState } from '../shared/refund-state';
import { dueSoFar, totalOf } from './clawback';
import {
  NO_CONTEXT,
  planEarning,
  type Earned,
  type EarnedLine,
  type EarningContext,
  type EarningPlan,
} from './plan';
import { plainRules, type EarningRules, type RulesVersion } from './rules';

export interface AuditedOrder {
  readonly id: number;
  readonly brandId: number;
  readonly amountFen: number;
  readonly refundedFen: number;
  /** What its applied refunds add up to. */
  readonly appliedFen: number;
  readonly paidAtMs: number;
  readonly channel: string;
  readonly store: string;
}

export interface AuditedLine {
  readonly orderId: number;
  readonly line: number;
  readonly item: string;
  readonly amountFen: number;
  readonly refundedFen: number;
  /** What applied refunds say of it by name. */
  readonly appliedFen: number;
}

/** What a posting for an order moved out of issuance, or back into it: above zero for earning and clawback alike. */
export interface OrderPosting extends Earned {
  readonly orderId: number;
  readonly key: string;
  readonly kind: string;
  /** JSON. */
  readonly explanation: string;
}

/** The published rules of a brand, those that start last first. */
export interface AuditedRules {
  readonly zone: string;
  readonly versions: readonly RulesVersion[];
}

/** An order with its lines and all that was posted for it. */
export interface OrderStory {
  readonly order: AuditedOrder;
  readonly lines: readonly AuditedLine[];
  readonly postings: readonly OrderPosting[];
}

/** Lines as an explanation tells them. */
export type ToldLines = readonly (readonly [
  line: number,
  points: number,
  growth: number,
  guidePoints: number,
])[];

/** What an earning says of its lines; those from before there were lines were of the order as a whole. */
export function toldLines(
  lines: ToldLines | undefined,
  { points, growth, guidePoints }: Earned,
): EarnedLine[] {
  if (!lines) return [{ line: 0, points, growth, guidePoints }];
  return lines.map(([line, ...earned]) => ({
    line,
    points: earned[0],
    growth: earned[1],
    guidePoints: earned[2],
  }));
}

/** What an earning says of itself. */
interface Explained {
  readonly ruleVersion?: unknown;
  /** Of earnings from before there were versions of rules. */
  readonly pointsPerUnit?: unknown;
  readonly unitFen?: unknown;
  readonly lines?: ToldLines;
  readonly context?: Partial<Omit<EarningContext, 'isBirthday'>> & {
    readonly isBirthday?: unknown;
    readonly hasGuide?: unknown;
  };
  readonly source?: string;
  readonly rule?: string;
}

const explained = ({ explanation }: OrderPosting): Explained => JSON.parse(explanation) as Explained;

/**
 * What is wrong with an order, or null. Its earning is planned again by the version and the circumstances that the
 * posting tells, which the chain of hashes keeps from being changed; its clawbacks follow from what was refunded.
 */
export function faultOfOrder(story: OrderStory, { zone, versions }: AuditedRules): string | null {
  const { order, lines, postings } = story;
  if (order.refundedFen !== order.appliedFen) return 'its refunded sum is not that of its applied refunds';
  if (lines.some((line) => line.refundedFen !== line.appliedFen)) {
    return 'what was refunded of a line is not what its applied refunds say';
  }
  const earnings = postings.filter(({ kind }) => kind === 'earn');
  if (earnings.some(({ key }) => !isKeyOf(order.id, key))) return 'it earned more than once';
  const [first] = earnings;
  if (!first) return mustHaveEarned(story, zone, versions) ? 'its earning is missing' : null;
  const rules = rulesNamedBy(first, order.paidAtMs, versions);
  if (!rules) return 'its earning does not say by which rule';
  const plan = planAgain(story, explained(first), rules, zone);
  return faultOfEarnings(plan, earnings) ?? faultOfClawbacks(story, earnings, rules);
}

/** `earn:‹order›`, and `earn:‹order›:‹supplier›` for what a supplier pays. */
const isKeyOf = (orderId: number, key: string): boolean =>
  key === `earn:${orderId}` || (key.startsWith(`earn:${orderId}:`) && /^earn:\d+:\d+$/.test(key));

function rulesNamedBy(
  earning: OrderPosting,
  paidAtMs: number,
  versions: AuditedRules['versions'],
): EarningRules | null {
  const { ruleVersion, pointsPerUnit, unitFen } = explained(earning);
  if (!isPositiveInteger(ruleVersion)) return null;
  if (isNonNegativeInteger(pointsPerUnit) && isPositiveInteger(unitFen)) {
    return plainRules({ points: pointsPerUnit, perFen: unitFen });
  }
  const found = versions.find(({ version }) => version === ruleVersion);
  return found && found.startsAtMs <= paidAtMs ? found.rules : null;
}

function planAgain(
  { order, lines }: OrderStory,
  said: Explained,
  rules: EarningRules,
  zone: string,
): EarningPlan {
  const { isBirthday, hasGuide, ...context } = said.context ?? {};
  return planEarning(
    { ...order, hasGuide: hasGuide === 1, lines },
    { ...NO_CONTEXT, ...context, isBirthday: isBirthday === 1 },
    rules,
    zone,
  );
}

function faultOfEarnings(plan: EarningPlan, earnings: readonly OrderPosting[]): string | null {
  const shares = earnings.map(linesOf);
  if (earnings.some((earning, i) => !isSame(earning, totalOf(shares[i] as EarnedLine[])))) {
    return 'what its lines earned is not what was posted';
  }
  const isAsPlanned =
    isSame(totalOf(shares.flat()), plan) && plan.perLine.every((line) => isSameLine(line, shares.flat()));
  return isAsPlanned ? null : 'it earned something else than its rule gives';
}

function isSameLine(planned: EarnedLine, all: readonly EarnedLine[]): boolean {
  return isSame(totalOf(all.filter(({ line }) => line === planned.line)), planned);
}

const isSame = (a: Earned, b: Earned): boolean =>
  a.points === b.points && a.growth === b.growth && a.guidePoints === b.guidePoints;

const linesOf = (earning: OrderPosting): EarnedLine[] => toldLines(explained(earning).lines, earning);

function faultOfClawbacks(
  { order, lines, postings }: OrderStory,
  earnings: readonly OrderPosting[],
  { expiry }: EarningRules,
): string | null {
  const state = stateOf(order, lines);
  for (const earning of earnings) {
    const taking = postings.filter(
      (one) =>
        (one.kind === 'clawback' || explained(one).rule === 'late-due') &&
        (explained(one).source ?? `earn:${order.id}`) === earning.key,
    );
    const taken = totalOf(taking);
    const due = totalOf(dueSoFar(state, linesOf(earning)));
    // What expired unused is not owed again; how much that is, the replay of the member's facts says (FACTS).
    const isExpired = expiry.kind !== 'never' && taken.points < due.points;
    if (taken.points !== due.points && !isExpired)
      return `refunds took ${taken.points} points where ${due.points} are due`;
    if (taken.growth !== due.growth) return `refunds took ${taken.growth} growth where ${due.growth} are due`;
    // A reward that people found wrong is withdrawn whole: then more is taken than refunds make due, never more than earned.
    const isWithdrawn = taking.some((one) => explained(one).rule === 'withdrawn');
    const most = isWithdrawn ? totalOf(linesOf(earning)).guidePoints : due.guidePoints;
    if (taken.guidePoints < due.guidePoints || taken.guidePoints > most) {
      return `refunds took ${taken.guidePoints} guide points where ${due.guidePoints} are due`;
    }
  }
  return null;
}

function stateOf(order: AuditedOrder, lines: readonly AuditedLine[]): RefundState {
  if (lines.length === 0) {
    return {
      lines: [{ line: 0, amountFen: order.amountFen, refundedFen: 0 }],
      unlinedFen: order.refundedFen,
    };
  }
  return { lines, unlinedFen: order.refundedFen - lines.reduce((sum, line) => sum + line.refundedFen, 0) };
}

/**
 * Whether an order without any posting should have one. Whose limit was used up, or whose multiplier was small, is not
 * told by a posting that was never made; so only what earns under any circumstances is found missing.
 */
function mustHaveEarned(story: OrderStory, zone: string, versions: AuditedRules['versions']): boolean {
  const version = versions.find(({ startsAtMs }) => startsAtMs <= story.order.paidAtMs) ?? versions.at(-1);
  if (!version) return false;
  const { caps, budget, multipliers } = version.rules;
  const personal = [
    ...multipliers.tier,
    ...multipliers.layer,
    ...(multipliers.birthday ? [multipliers.birthday] : []),
  ];
  const mayBeNothing =
    caps.perDay !== null || budget !== null || personal.some(({ percent }) => percent < 100);
  if (mayBeNothing) return false;
  const { channel, store } = story.order;
  const plan = planAgain(story, { context: { channel, store } }, version.rules, zone);
  return plan.points + plan.growth > 0;
}
