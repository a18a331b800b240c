import { groupedBy } from '../shared/grouped';
import { settledAt, type OverdueHold } from './due';
import { repayments, type LotFigures, type TimedLot } from './lots';

/** A lot as it is stored, with when it was credited and with which expiry. */
export interface DatedLot extends LotFigures {
  readonly id: number;
  readonly ownerId: number;
  readonly openedBy: number;
  /** As credited; below zero for a debt. */
  readonly amount: number;
  readonly activatesAtMs: number;
  readonly expiresAtMs: number;
  readonly creditedAtMs: number;
  /** The expiry of before anything pushed it back. */
  readonly firstExpiresAtMs: number;
}

/** What a transaction did to a lot, with when that happened. */
export interface DatedMove {
  readonly lotId: number;
  readonly version: number;
  readonly transactionId: number;
  readonly pendingChange: number;
  readonly remainingChange: number;
  readonly heldChange: number;
  /** The expiry from then on; 0: as before. */
  readonly expiresToMs: number;
  readonly occurredAtMs: number;
}

/** A hold that nothing has settled until now. */
export interface DatedHold {
  readonly id: number;
  readonly heldBy: number;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
}

export interface DatedHistory {
  readonly lots: readonly DatedLot[];
  readonly moves: readonly DatedMove[];
  readonly openHolds: readonly DatedHold[];
}

/** A credit at an instant, and what is left of it: pending, available or held. */
export interface StandingLot {
  readonly points: number;
  readonly left: number;
  /** From when it can be spent. */
  readonly fromMs: number;
  /** First instant at which it is expired; NEVER_MS when it never is. */
  readonly untilMs: number;
}

/** Points of a person at an instant; `available` is never below zero, a debt stands apart. */
export interface PointsStanding {
  readonly available: number;
  readonly pending: number;
  readonly held: number;
  readonly debt: number;
  /** What is spent first comes first. */
  readonly lots: readonly StandingLot[];
}

/**
 * What owners who are one person had at an instant, by when things happened and not by when they were posted. Time is
 * judged by the instant too, whatever job ran when.
 */
export function standingAt(history: DatedHistory, atMs: number): PointsStanding {
  const moves = groupedBy(history.moves, ({ lotId }) => lotId);
  const credited = history.lots.filter(({ creditedAtMs }) => creditedAtMs <= atMs);
  const lots = credited.map((lot) => ({ ...lot, ...figuresAt(lot, moves.get(lot.id) ?? [], atMs) }));
  const sums = { available: 0, pending: 0, held: 0, debt: 0 };
  const shown: StandingLot[] = [];
  for (const own of groupedBy(lots, ({ ownerId }) => ownerId).values()) {
    const settled = repaid(settledAt(own, overdueAt(history, atMs), atMs) as readonly (typeof own)[number][]);
    const remaining = settled.reduce((sum, lot) => sum + lot.remaining, 0);
    sums.available += Math.max(0, remaining);
    sums.debt += Math.max(0, -remaining);
    for (const lot of settled) {
      sums.pending += lot.pending;
      sums.held += lot.held;
      const left = lot.pending + lot.remaining + lot.held;
      const fromMs = Math.max(lot.creditedAtMs, lot.activatesAtMs);
      if (left > 0) shown.push({ points: lot.amount, left, fromMs, untilMs: lot.expiresAtMs });
    }
  }
  shown.sort((a, b) => a.untilMs - b.untilMs || a.fromMs - b.fromMs || a.points - b.points);
  return { ...sums, lots: shown };
}

/** A debt that was posted late stands beside credits that would have repaid it. */
function repaid<L extends TimedLot>(lots: readonly L[]): L[] {
  const { from, to } = repayments(lots);
  const moved = new Map<number, number>();
  for (const { lotId, points } of from) moved.set(lotId, (moved.get(lotId) ?? 0) - points);
  for (const { lotId, points } of to) moved.set(lotId, (moved.get(lotId) ?? 0) + points);
  return lots.map((lot) => ({ ...lot, remaining: lot.remaining + (moved.get(lot.id) ?? 0) }));
}

/** What is in it now, less what happened later. */
function figuresAt(lot: DatedLot, moves: readonly DatedMove[], atMs: number) {
  const later = moves.filter(({ occurredAtMs }) => occurredAtMs > atMs);
  const taken = (change: 'pendingChange' | 'remainingChange' | 'heldChange'): number =>
    later.reduce((sum, move) => sum + move[change], 0);
  const pushed = moves.filter(({ expiresToMs, occurredAtMs }) => expiresToMs > 0 && occurredAtMs <= atMs);
  const newest = pushed.sort((a, b) => a.version - b.version).at(-1);
  return {
    pending: lot.pending - taken('pendingChange'),
    remaining: lot.remaining - taken('remainingChange'),
    held: lot.held - taken('heldChange'),
    expiresAtMs: newest?.expiresToMs ?? lot.firstExpiresAtMs,
  };
}

/** Holds that had lapsed by then, though nothing says so yet. */
function overdueAt({ lots, moves, openHolds }: DatedHistory, atMs: number): OverdueHold[] {
  return openHolds
    .filter(({ createdAtMs, expiresAtMs }) => createdAtMs <= atMs && expiresAtMs <= atMs)
    .map(({ id, heldBy, expiresAtMs }) => ({
      holdId: id,
      untilMs: expiresAtMs,
      parts: [
        ...moves
          .filter(({ transactionId, heldChange }) => transactionId === heldBy && heldChange > 0)
          .map(({ lotId, heldChange }) => ({ lotId, points: heldChange })),
        // After a merge the points are in lots of their own.
        ...lots
          .filter(({ openedBy }) => openedBy === heldBy)
          .map(({ id: lotId, amount }) => ({ lotId, points: amount })),
      ],
    }));
}
