import { NEVER_MS } from '@liuliang/domain';
import type { LotFigures } from './reads.store';

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

export const NO_POINTS: PointsBalance = {
  available: 0,
  pending: 0,
  held: 0,
  debt: 0,
  expiringNext: null,
};

/**
 * What lots are worth at an instant, whether or not a job has posted what came due by then: what is due is available,
 * what is expired is gone. What is held is neither, until its hold is settled.
 */
export function balanceAt(rows: readonly LotFigures[], nowMs: number): PointsBalance {
  const lots = repaidAt(rows, nowMs);
  let [available, pending, held] = [0, 0, 0];
  for (const lot of lots) {
    available += availableAt(lot, nowMs);
    pending += pendingAt(lot, nowMs);
    held += lot.held;
  }
  const [next] = scheduleOf(lots, nowMs).expiring;
  return { available, pending, held, debt: available < 0 ? -available : 0, expiringNext: next ?? null };
}

export function scheduleAt(lots: readonly LotFigures[], nowMs: number): PointsSchedule {
  return scheduleOf(repaidAt(lots, nowMs), nowMs);
}

function scheduleOf(lots: readonly LotFigures[], nowMs: number): PointsSchedule {
  const pending = new Map<number, number>();
  const expiring = new Map<number, number>();
  const add = (sums: Map<number, number>, atMs: number, points: number): void => {
    if (points > 0 && atMs !== NEVER_MS) sums.set(atMs, (sums.get(atMs) ?? 0) + points);
  };
  for (const lot of lots) {
    add(pending, lot.activates_at_ms, pendingAt(lot, nowMs));
    add(expiring, lot.expires_at_ms, availableAt(lot, nowMs));
  }
  return { pending: inTime(pending), expiring: inTime(expiring) };
}

/**
 * The lots once what came due has repaid what is owed. With a debt the order of time matters: what became available
 * before it expired has repaid before, and is not there to expire.
 */
function repaidAt(rows: readonly LotFigures[], nowMs: number): readonly LotFigures[] {
  if (!rows.some(({ remaining }) => remaining < 0)) return rows;
  const lots = rows.map((row) => ({ ...row }));
  const due = lots.flatMap((lot) => {
    const isActivated = lot.pending > 0 && lot.activates_at_ms <= nowMs;
    const goesAtMs = Math.max(lot.expires_at_ms, isActivated ? lot.activates_at_ms : 0);
    return [
      ...(isActivated ? [{ atMs: lot.activates_at_ms, turn: 0, lot }] : []),
      ...(lot.expires_at_ms <= nowMs ? [{ atMs: goesAtMs, turn: 1, lot }] : []),
    ];
  });
  for (const { turn, lot } of due.sort((a, b) => a.atMs - b.atMs || a.turn - b.turn)) {
    if (turn === 1) lot.remaining = Math.min(lot.remaining, 0);
    else {
      lot.remaining += lot.pending;
      lot.pending = 0;
      repay(lots);
    }
  }
  return lots;
}

/** What is there repays what is owed, earliest expiry first. */
function repay(lots: readonly LotFigures[]): void {
  const inTurn = [...lots].sort((a, b) => a.expires_at_ms - b.expires_at_ms);
  for (const debt of lots.filter(({ remaining }) => remaining < 0)) {
    for (const lot of inTurn) {
      const points = Math.min(Math.max(lot.remaining, 0), -debt.remaining);
      lot.remaining -= points;
      debt.remaining += points;
    }
  }
}

const isExpired = (lot: LotFigures, nowMs: number): boolean => lot.expires_at_ms <= nowMs;

/** What of a lot can be spent at an instant; a debt is below zero. */
export function availableAt(lot: LotFigures, nowMs: number): number {
  if (isExpired(lot, nowMs)) return 0;
  return lot.remaining + (lot.activates_at_ms <= nowMs ? lot.pending : 0);
}

/** What of a lot is still on its way. */
export function pendingAt(lot: LotFigures, nowMs: number): number {
  return isExpired(lot, nowMs) || lot.activates_at_ms <= nowMs ? 0 : lot.pending;
}

const inTime = (sums: ReadonlyMap<number, number>): ScheduledPoints[] =>
  [...sums].sort(([a], [b]) => a - b).map(([atMs, points]) => ({ atMs, points }));
