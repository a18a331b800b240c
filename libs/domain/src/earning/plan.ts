import { assert } from '../shared/assert';
import { dayOf } from '../shared/day';
import { floorRatio, isNonNegativeInteger } from '../shared/integers';
import { AMOUNT_MAX } from '../shared/limits';
import { allocate } from './allocate';
import { lotDates, type LotDates } from './lot-terms';
import {
  combined,
  itemMultiplier,
  MULTIPLIER_UNIT,
  orderMultipliers,
  type Applied,
  type FactorKind,
} from './multipliers';
import type { EarningRules, GuideReward, Rate } from './rules';

export interface OrderLine {
  /** Counted from 1. */
  readonly line: number;
  /** Empty: unknown. */
  readonly item: string;
  readonly amountFen: number;
}

export interface EarningOrder {
  readonly amountFen: number;
  readonly paidAtMs: number;
  /** Adding up to the amount; empty when the order came without them. */
  readonly lines: readonly OrderLine[];
  /** Whether a guide is to be rewarded for it. */
  readonly hasGuide: boolean;
}

/** What the plan needs to know of the customer and of the moment: kept with the posting, so that it can be planned again. */
export interface EarningContext {
  /** 0: no tier. */
  readonly tier: number;
  /** Of the day before the order. */
  readonly layer: string;
  /** Codes; empty: unknown. */
  readonly channel: string;
  readonly store: string;
  readonly isBirthday: boolean;
  /** Points that the customer has got this local day already. */
  readonly pointsToday: number;
  /** Null: no budget. */
  readonly budgetLeft: number | null;
}

export const NO_CONTEXT: EarningContext = {
  tier: 0,
  layer: '',
  channel: '',
  store: '',
  isBirthday: false,
  pointsToday: 0,
  budgetLeft: null,
};

/** One step from the amount to the points: `percent` for a multiplier, `points` for the base and for what a cut left. */
export interface EarningFactor {
  readonly kind: FactorKind | 'base' | 'order_cap' | 'day_cap' | 'event_cap' | 'budget';
  readonly of: string;
  readonly percent: number | null;
  readonly points: number | null;
  /** What it brought or took, in whole points: of all factors in their order it adds up to the points of the plan. */
  readonly adds: number;
}

/** What a line earned; line 0 is an order without lines. */
export interface EarnedLine {
  readonly line: number;
  readonly points: number;
  readonly growth: number;
  readonly guidePoints: number;
}

export interface Earned {
  readonly points: number;
  readonly growth: number;
  readonly guidePoints: number;
}

export interface EarningPlan extends Earned, LotDates {
  readonly perLine: readonly EarnedLine[];
  /** The combined multiplier of each line, rounded down to whole percent: for reading, nothing is computed with it. */
  readonly percents: readonly number[];
  readonly factors: readonly EarningFactor[];
}

/**
 * What an order earns: base × multipliers over its lines, rounded down once at the end, then the caps of order and
 * day, then the budget. What remains is shared among the lines by largest remainder, so that refunds of lines take
 * back exactly what the lines earned.
 */
export function planEarning(
  order: EarningOrder,
  context: EarningContext,
  rules: EarningRules,
  zone: string,
): EarningPlan {
  const lines = order.lines.length > 0 ? order.lines : [{ line: 0, item: '', amountFen: order.amountFen }];
  assert(
    lines.every(({ amountFen }) => isNonNegativeInteger(amountFen)) &&
      sumOf(lines.map((one) => one.amountFen)) === order.amountFen,
    'EARNING-2',
    'lines are whole fen and add up to their order',
  );
  const ofOrder = orderMultipliers(rules, { ...context, day: dayOf(order.paidAtMs, zone) });
  const ofItems = lines.map(({ item }) => itemMultiplier(rules.multipliers, item));
  const multipliers = ofItems.map((ofItem) =>
    combined(ofItem ? [...ofOrder, ofItem] : ofOrder, rules.multipliers.combine),
  );
  const weights = lines.map(({ amountFen }, i) => BigInt(amountFen) * (multipliers[i] as bigint));
  const uncut = floorWeighted(weights, rules.base);
  const { points, cuts } = cut(uncut, context, rules);
  const amounts = lines.map(({ amountFen }) => BigInt(amountFen));
  const linePoints = allocate(points, weights);
  const lineGrowth = allocate(atRate(order.amountFen, rules.growth), amounts);
  const lineGuide = guideShares(order, rules.guide, points, linePoints, amounts);
  const base = atRate(order.amountFen, rules.base);
  const told = explained(lines, ofOrder, ofItems, rules);
  return {
    points,
    growth: sumOf(lineGrowth),
    guidePoints: sumOf(lineGuide),
    perLine: lines.map(({ line }, i) => ({
      line,
      points: linePoints[i] as number,
      growth: lineGrowth[i] as number,
      guidePoints: lineGuide[i] as number,
    })),
    percents: multipliers.map((one) => Number(BigInt(one * 100n) / BigInt(MULTIPLIER_UNIT))),
    factors: [{ kind: 'base', of: '', percent: null, points: base, adds: base }, ...told, ...cuts],
    ...lotDates(rules, rules.pendingDays, order.paidAtMs, zone),
  };
}

/** What happened, as far as the plan asks. */
export interface EarningEvent {
  readonly type: string;
  readonly occurredAtMs: number;
}

export interface EventContext {
  /** Events of this type that have earned already this local day, and the points of them. */
  readonly timesToday: number;
  readonly eventPointsToday: number;
  readonly pointsToday: number;
  readonly budgetLeft: number | null;
}

/** What an event earns: never with a return window, because nothing can be given back. Null: nothing at all. */
export function planEventEarning(
  event: EarningEvent,
  context: EventContext,
  rules: EarningRules,
  zone: string,
): EarningPlan | null {
  const reward = rules.events.find((one) => one.type === event.type);
  if (!reward || (reward.timesPerDay !== null && context.timesToday >= reward.timesPerDay)) return null;
  const ofType = capped(reward.points, 'event_cap', leftOf(reward.pointsPerDay, context.eventPointsToday));
  const { points, cuts } = cut(ofType.points, context, { ...rules, caps: { ...rules.caps, perOrder: null } });
  if (points + reward.growth === 0) return null;
  return {
    points,
    growth: reward.growth,
    guidePoints: 0,
    perLine: [{ line: 0, points, growth: reward.growth, guidePoints: 0 }],
    percents: [100],
    factors: [
      { kind: 'base', of: event.type, percent: null, points: reward.points, adds: reward.points },
      ...ofType.cuts,
      ...cuts,
    ],
    ...lotDates(rules, 0, event.occurredAtMs, zone),
  };
}

interface Cut {
  readonly points: number;
  readonly cuts: readonly EarningFactor[];
}

/** Caps first, then the budget: what a cap took away is not paid from the budget. */
function cut(
  uncut: number,
  { pointsToday, budgetLeft }: Pick<EarningContext, 'pointsToday' | 'budgetLeft'>,
  { caps, budget }: Pick<EarningRules, 'caps' | 'budget'>,
): Cut {
  const ofOrder = capped(uncut, 'order_cap', caps.perOrder);
  const ofDay = capped(ofOrder.points, 'day_cap', leftOf(caps.perDay, pointsToday));
  const left = budget ? budgetLeft : null;
  const isRefused = left !== null && budget?.policy === 'reject' && left < ofDay.points;
  const ofBudget = capped(ofDay.points, 'budget', isRefused ? 0 : left);
  return { points: ofBudget.points, cuts: [...ofOrder.cuts, ...ofDay.cuts, ...ofBudget.cuts] };
}

function capped(points: number, kind: EarningFactor['kind'], most: number | null): Cut {
  if (most === null || points <= most) return { points, cuts: [] };
  return { points: most, cuts: [{ kind, of: '', percent: null, points: most, adds: most - points }] };
}

const leftOf = (cap: number | null, used: number): number | null =>
  cap === null ? null : Math.max(0, cap - used);

const atRate = (amountFen: number, rate: Rate): number => floorRatio(amountFen, rate.points, rate.perFen);

/** floor(Σ weight × points ÷ (perFen × unit)): the one place where points of an order are rounded (EARNING-3). */
function floorWeighted(weights: readonly bigint[], { points, perFen }: Rate): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0n);
  const floor = Number(BigInt(total * BigInt(points)) / BigInt(BigInt(perFen) * MULTIPLIER_UNIT));
  // Beyond what the ledger holds nothing is exact any more; rules that reach it are a typing error.
  return Math.min(floor, AMOUNT_MAX);
}

function guideShares(
  { amountFen, hasGuide }: EarningOrder,
  guide: GuideReward | null,
  points: number,
  linePoints: readonly number[],
  amounts: readonly bigint[],
): number[] {
  if (!guide || !hasGuide) return amounts.map(() => 0);
  if (guide.kind === 'rate') return allocate(atRate(amountFen, guide), amounts);
  return allocate(floorRatio(points, guide.permille, 1000), linePoints.map(BigInt));
}

/**
 * Each multiplier once, however many lines it applied to, with what it brought: the points with it less those without
 * it and whatever is told after it. So what all of them bring adds up exactly, rounded down like the whole. Where the
 * highest counts it is told first, and the others bring nothing.
 */
function explained(
  lines: readonly OrderLine[],
  ofOrder: readonly Applied[],
  ofItems: readonly (Applied | null)[],
  { base, multipliers: { combine } }: EarningRules,
): EarningFactor[] {
  const nameOf = ({ kind, of }: Applied): string => `${kind}:${of}`;
  const all = [...ofOrder, ...ofItems].filter((one) => one !== null);
  const steps = [...new Map(all.map((one) => [nameOf(one), one])).values()];
  if (combine === 'highest') steps.sort((a, b) => b.percent - a.percent);
  let before = pointsWith([]);
  return steps.map((step, i): EarningFactor => {
    const after = pointsWith(steps.slice(0, i + 1));
    const adds = after - before;
    before = after;
    return { ...step, points: null, adds };
  });

  function pointsWith(told: readonly Applied[]): number {
    const names = new Set(told.map(nameOf));
    const weights = lines.map(({ amountFen }, i) => {
      const ofItem = ofItems[i];
      const here = (ofItem ? [...ofOrder, ofItem] : ofOrder).filter((one) => names.has(nameOf(one)));
      return BigInt(amountFen) * combined(here, combine);
    });
    return floorWeighted(weights, base);
  }
}

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);
