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

/**
 * How many points an order of so many fen may be paid with. The most that is asked for is worth no more than the
 * brand's share of the order, and takes no points whose worth would be lost to rounding.
 */
export function orderPointsLimits(orderFen: number, rules: OrderPointsRules): OrderPointsLimits {
  const { stepPoints, minPoints, maxPercent, fenPer100Points } = rules;
  const shareFen = floorRatio(orderFen, maxPercent, 100);
  const pointsForShare = floorRatio(shareFen, 100, fenPer100Points);
  return {
    pointsMin: stepPoints * floorRatio(minPoints + stepPoints - 1, 1, stepPoints),
    pointsMax: stepPoints * floorRatio(pointsForShare, 1, stepPoints),
  };
}

/** Points that an order may take of a balance: a multiple of the step, 0 when there are too few. */
export function orderPointsWithin(available: number, limits: OrderPointsLimits, stepPoints: number): number {
  const most = Math.min(Math.max(available, 0), limits.pointsMax);
  const points = stepPoints * floorRatio(most, 1, stepPoints);
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
  const pointsMax = blocked === null ? orderPointsWithin(available, limits, stepPoints) : 0;
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
