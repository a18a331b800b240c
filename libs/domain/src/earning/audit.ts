import { isNonNegativeInteger, isPositiveInteger } from '../shared/integers';
import type { RefundState } from '../shared/refund-state';
import { dueSoFar, totalOf } from './clawback';
import { NO_CONTEXT, planEarning, type Earned, type EarnedLine, type EarningPlan } from './plan';
import { plainRules, type EarningRules, type RulesVersion } from './rules';
import { auditedEarning, explained, type AuditedEarning, type Explained, type OrderPosting } from './told';

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
  const earnings = postings.filter(({ kind }) => kind === 'earn').map((one) => auditedEarning(one, postings));
  if (earnings.some(({ key }) => !isKeyOf(order.id, key))) return 'it earned more than once';
  const [first] = earnings;
  if (!first) return mustHaveEarned(story, zone, versions) ? 'its earning is missing' : null;
  // What came late may have changed one of them alone: the newest knows most.
  const { newest } = earnings.reduce((a, b) =>
    postings.indexOf(b.newest) > postings.indexOf(a.newest) ? b : a,
  );
  const rules = rulesNamedBy(newest, order.paidAtMs, versions);
  if (!rules) return 'its earning does not say by which rule';
  const plan = planAgain(story, explained(newest), rules, zone);
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

function faultOfEarnings(plan: EarningPlan, earnings: readonly AuditedEarning[]): string | null {
  if (earnings.some((earning) => !isSame(earning, totalOf(earning.lines)))) {
    return 'what its lines earned is not what was posted';
  }
  const all = earnings.flatMap(({ lines }) => lines);
  const isAsPlanned = isSame(totalOf(all), plan) && plan.perLine.every((line) => isSameLine(line, all));
  return isAsPlanned ? null : 'it earned something else than its rule gives';
}

function isSameLine(planned: EarnedLine, all: readonly EarnedLine[]): boolean {
  return isSame(totalOf(all.filter(({ line }) => line === planned.line)), planned);
}

const isSame = (a: Earned, b: Earned): boolean =>
  a.points === b.points && a.growth === b.growth && a.guidePoints === b.guidePoints;

function faultOfClawbacks(
  { order, lines }: OrderStory,
  earnings: readonly AuditedEarning[],
  { expiry }: EarningRules,
): string | null {
  const state = stateOf(order, lines);
  for (const { taking, taken, lines: earned } of earnings) {
    const due = totalOf(dueSoFar(state, earned));
    // What expired unused is not owed again; how much that is, the replay of the member's facts says (FACTS).
    const isExpired = expiry.kind !== 'never' && taken.points < due.points;
    if (taken.points !== due.points && !isExpired)
      return `refunds took ${taken.points} points where ${due.points} are due`;
    if (taken.growth !== due.growth) return `refunds took ${taken.growth} growth where ${due.growth} are due`;
    // A reward that people found wrong is withdrawn whole: then more is taken than refunds make due, never more than earned.
    const isWithdrawn = taking.some((one) => explained(one).rule === 'withdrawn');
    const most = isWithdrawn ? totalOf(earned).guidePoints : due.guidePoints;
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
