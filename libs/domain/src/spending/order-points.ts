import { DAY_MS, floorRatio } from '../shared';

/** What a brand allows of points in an order. */
export interface OrderPointsRules {
  /** What 100 points are worth, in fen. */
  readonly fenPer100Points: number;
  readonly minPoints: number;
  readonly stepPoints: number;
  /** Share of an order's amount that may be paid with points. */
  readonly maxPercent: number;
}

export interface OrderPointsLimits {
  /** Fewest points, a multiple of the step. */
  readonly pointsMin: number;
  /** Most points, a multiple of the step; below `pointsMin` when the order is too small for any. */
  readonly pointsMax: number;
}

/** @returns fen, rounded down: points are never worth more than their rate says */
export function worthOf(points: number, rules: Pick<OrderPointsRules, 'fenPer100Points'>): number {
  return floorRatio(points, rules.fenPer100Points, 100);
}

/** Fewest points that are worth so many fen. */
const pointsWorth = (fen: number, { fenPer100Points }: Pick<OrderPointsRules, 'fenPer100Points'>): number =>
  floorRatio(fen * 100 + fenPer100Points - 1, 1, fenPer100Points);

const stepsDown = (points: number, stepPoints: number): number =>
  stepPoints * floorRatio(points, 1, stepPoints);
const stepsUp = (points: number, stepPoints: number): number =>
  stepPoints * floorRatio(points + stepPoints - 1, 1, stepPoints);

/** Fewest points, a multiple of the step, that buy what so many do: the others would buy nothing. */
const withoutWaste = (
  points: number,
  rules: Pick<OrderPointsRules, 'stepPoints' | 'fenPer100Points'>,
): number => stepsUp(pointsWorth(worthOf(points, rules), rules), rules.stepPoints);

/**
 * How many points an order of so many fen may be paid with. The fewest buy a fen at least; the most are worth no more
 * than the brand's share of the order. At both limits one step less would buy less: no points are lost to rounding.
 */
export function orderPointsLimits(orderFen: number, rules: OrderPointsRules): OrderPointsLimits {
  const { stepPoints, minPoints, maxPercent } = rules;
  const shareFen = floorRatio(orderFen, maxPercent, 100);
  // One point less than what would be worth a fen more than the share.
  const most = stepsDown(pointsWorth(shareFen + 1, rules) - 1, stepPoints);
  const least = stepsUp(Math.max(minPoints, pointsWorth(1, rules)), stepPoints);
  const useful = withoutWaste(least, rules);
  const pointsMin =
    useful >= minPoints ? useful : stepsUp(pointsWorth(worthOf(least, rules) + 1, rules), stepPoints);
  return { pointsMin, pointsMax: withoutWaste(most, rules) };
}

/** Points that an order may take of a balance: a multiple of the step that wastes none, 0 when there are too few. */
export function orderPointsWithin(
  available: number,
  limits: OrderPointsLimits,
  rules: Pick<OrderPointsRules, 'stepPoints' | 'fenPer100Points'>,
): number {
  const most = Math.min(Math.max(available, 0), limits.pointsMax);
  const points = withoutWaste(stepsDown(most, rules.stepPoints), rules);
  return points >= limits.pointsMin ? points : 0;
}

/** How many points of a balance an order may be paid with, and why none: what the brand decides stands first. */
export function quoteOrderPoints(
  orderFen: number,
  { available, debt }: { readonly available: number; readonly debt: number },
  rules: OrderPointsRules & { readonly enabled: boolean },
) {
  const { stepPoints, fenPer100Points } = rules;
  const limits = orderPointsLimits(orderFen, rules);
  const isTooSmall = limits.pointsMax < limits.pointsMin;
  const blocked = !rules.enabled ? 'disabled' : debt > 0 ? 'debt' : isTooSmall ? 'order_too_small' : null;
  const pointsMax = blocked === null ? orderPointsWithin(available, limits, rules) : 0;
  const reason = blocked ?? (pointsMax === 0 ? 'points_too_few' : null);
  return {
    orderFen,
    pointsAvailable: available,
    pointsMin: limits.pointsMin,
    pointsStep: stepPoints,
    pointsMax,
    worthMaxFen: worthOf(pointsMax, rules),
    fenPer100Points,
    reason,
  } as const;
}

const MINUTE_MS = 60_000;
/** An order that is not paid within a month is none. */
const HOLD_DAYS_MAX = 30;

/** Until when an order holds its points. @returns null for an instant that was asked for and is too late or over */
export function orderHoldUntilMs(
  askedMs: number | undefined,
  nowMs: number,
  holdMinutes: number,
): number | null {
  if (askedMs === undefined) return nowMs + holdMinutes * MINUTE_MS;
  return askedMs > nowMs && askedMs <= nowMs + HOLD_DAYS_MAX * DAY_MS ? askedMs : null;
}

/** Whether an order may be paid with exactly so many points. */
export function isOrderPoints(points: number, limits: OrderPointsLimits, stepPoints: number): boolean {
  return points >= limits.pointsMin && points <= limits.pointsMax && points % stepPoints === 0;
}

/**
 * What one of several refunds of the points part is worth, in fen: the cumulative share of all so far less what was
 * there before it. So any split of a refund adds up to exactly what was captured.
 */
export function worthOfReturn(input: {
  readonly captured: number;
  readonly capturedWorthFen: number;
  readonly returnedBefore: number;
  readonly points: number;
}): number {
  const { captured, capturedWorthFen, returnedBefore, points } = input;
  const upTo = (returned: number): number => floorRatio(capturedWorthFen, returned, captured);
  return upTo(returnedBefore + points) - upTo(returnedBefore);
}
