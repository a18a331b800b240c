import { NEVER_MS } from '../shared/limits';
import { settledAt } from './due';
import type { TimedLot } from './lots';

/** Points that change at an instant. */
export interface ScheduledPoints {
  readonly atMs: number;
  readonly points: number;
}

/** An owner's points by state at one instant; `available` is below zero while there is a debt. */
export interface PointsBalance {
  readonly available: number;
  readonly pending: number;
  readonly held: number;
  /** How far below zero; 0 without a debt. */
  readonly debt: number;
  /** What expires next of what is available, if it is not spent before; null when nothing ever does. */
  readonly expiringNext: ScheduledPoints | null;
}

/** When points come and go, soonest first, one line per instant. */
export interface PointsSchedule {
  readonly pending: readonly ScheduledPoints[];
  readonly expiring: readonly ScheduledPoints[];
}

/** What people read as theirs to use: a debt is said beside it and never makes it less than nothing. */
export const usablePoints = ({ available }: Pick<PointsBalance, 'available'>): number =>
  Math.max(0, available);

export const NO_POINTS: PointsBalance = {
  available: 0,
  pending: 0,
  held: 0,
  debt: 0,
  expiringNext: null,
};

/** A part of a lot, judged by itself: what a lapsed hold gives back to a lot is a part of its own. */
export type LotShare = Omit<TimedLot, 'id'>;

/**
 * What lots are worth at an instant, whether or not a job has posted what came due by then. What is held is neither
 * available nor gone, until its hold is settled.
 */
export function balanceAt(shares: readonly LotShare[], nowMs: number): PointsBalance {
  const lots = lotsAt(shares, nowMs);
  let [available, pending, held] = [0, 0, 0];
  for (const lot of lots) {
    available += lot.remaining;
    pending += lot.pending;
    held += lot.held;
  }
  const [next] = scheduleOf(lots).expiring;
  return { available, pending, held, debt: available < 0 ? -available : 0, expiringNext: next ?? null };
}

export function scheduleAt(shares: readonly LotShare[], nowMs: number): PointsSchedule {
  return scheduleOf(lotsAt(shares, nowMs));
}

function lotsAt(shares: readonly LotShare[], nowMs: number): readonly TimedLot[] {
  return settledAt(
    shares.map((share, id) => ({ ...share, id })),
    [],
    nowMs,
  );
}

function scheduleOf(lots: readonly TimedLot[]): PointsSchedule {
  const pending = new Map<number, number>();
  const expiring = new Map<number, number>();
  const add = (sums: Map<number, number>, atMs: number, points: number): void => {
    if (points > 0 && atMs !== NEVER_MS) sums.set(atMs, (sums.get(atMs) ?? 0) + points);
  };
  for (const lot of lots) {
    add(pending, lot.activatesAtMs, lot.pending);
    add(expiring, lot.expiresAtMs, lot.remaining);
  }
  return { pending: inTime(pending), expiring: inTime(expiring) };
}

const inTime = (sums: ReadonlyMap<number, number>): ScheduledPoints[] =>
  [...sums].sort(([a], [b]) => a - b).map(([atMs, points]) => ({ atMs, points }));
