import { assert, floorRatio } from '../shared';

/** `fromPoints` of one brand are `toPoints` of another; whole multiples only. */
export interface ExchangeRate {
  readonly fromPoints: number;
  readonly toPoints: number;
}

/** Points that expire together. */
export interface ExpiringPoints {
  readonly points: number;
  readonly expiresAtMs: number;
}

/** @returns points of the other brand, or null when it is no whole multiple of the rate */
export function exchanged(points: number, { fromPoints, toPoints }: ExchangeRate): number | null {
  return points > 0 && points % fromPoints === 0 ? floorRatio(points, toPoints, fromPoints) : null;
}

/** The most points that can be given: a whole multiple of the rate, within balance and limit. */
export function exchangeable(available: number, left: number, { fromPoints }: ExchangeRate): number {
  return fromPoints * floorRatio(Math.max(0, Math.min(available, left)), 1, fromPoints);
}

/**
 * What a rate offers a member today: the most points, and why none.
 *
 * @param rate `dayLimit` 0: none
 */
export function exchangeOffer(
  rate: ExchangeRate & { readonly dayLimit: number },
  member: {
    readonly available: number;
    readonly debt: number;
    readonly givenToday: number;
    readonly isMemberThere: boolean;
  },
) {
  const { available, debt, givenToday, isMemberThere } = member;
  const leftToday = rate.dayLimit === 0 ? null : Math.max(0, rate.dayLimit - givenToday);
  const pointsMax = isMemberThere && debt === 0 ? exchangeable(available, leftToday ?? available, rate) : 0;
  const hindrances = [
    !isMemberThere && 'not_member_there',
    debt > 0 && 'debt',
    exchangeable(available, available, rate) === 0 && 'points_too_few',
    pointsMax === 0 && 'day_limit',
  ] as const;
  return { leftToday, pointsMax, hindrance: hindrances.find((one) => one !== false) ?? null };
}

/**
 * What the points of each expiry become. They keep their expiry, so that nothing is renewed by going to another brand
 * and back. Parts are rounded cumulatively, earliest expiry first: together they are exactly the points exchanged.
 */
export function exchangedByExpiry(parts: readonly ExpiringPoints[], rate: ExchangeRate): ExpiringPoints[] {
  const inOrder = [...parts].sort((a, b) => a.expiresAtMs - b.expiresAtMs);
  const total = inOrder.reduce((sum, part) => sum + part.points, 0);
  assert(total % rate.fromPoints === 0, 'EXCHANGE-1', 'only whole multiples of a rate are exchanged');
  const byExpiry = new Map<number, number>();
  let given = 0;
  let taken = 0;
  for (const { points, expiresAtMs } of inOrder) {
    given += points;
    const upToHere = floorRatio(given, rate.toPoints, rate.fromPoints);
    byExpiry.set(expiresAtMs, (byExpiry.get(expiresAtMs) ?? 0) + upToHere - taken);
    taken = upToHere;
  }
  return [...byExpiry].flatMap(([expiresAtMs, points]) => (points > 0 ? { points, expiresAtMs } : []));
}
