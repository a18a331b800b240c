import { AMOUNT_MAX } from '../shared/limits';
import type { Funder } from './posting';

/** What is in a lot: the mirror of its owner's accounts pending, available and held. */
export interface LotFigures {
  readonly pending: number;
  /** Below zero for a debt. */
  readonly remaining: number;
  readonly held: number;
}

export type LotBucket = keyof LotFigures;

/** A lot as time judges it. */
export interface TimedLot extends LotFigures {
  readonly id: number;
  /** When pending becomes available. */
  readonly activatesAtMs: number;
  /** First instant at which it is expired. */
  readonly expiresAtMs: number;
}

/** A credit to an owner, and what is left of it. */
export interface Lot extends TimedLot {
  /** Who pays for it, and gets the breakage. */
  readonly funder: Funder;
  readonly storeId: number;
}

/** Points out of a lot, or back into it. */
export interface LotPart {
  readonly lotId: number;
  readonly points: number;
}

/** The order in which lots are spent: what expires first, then what was there first (INV-5). */
export function byExpiry(a: Pick<Lot, 'id' | 'expiresAtMs'>, b: Pick<Lot, 'id' | 'expiresAtMs'>): number {
  return a.expiresAtMs - b.expiresAtMs || a.id - b.id;
}

/** A lot as far as its place among lots of one end tells what happened first. */
export interface PlacedLot {
  readonly id: number;
  readonly openedAtMs: number;
  readonly expiresAtMs: number;
  /** As credited. */
  readonly amount: number;
  /** The lot whose points it carries on: these have the place of that one; 0 for none. */
  readonly carriedFrom: number;
}

/**
 * Whether the order in which lots are taken is that of what happened (HANDBOOK 24). Lots of one end are taken by id,
 * and ids follow arrival: where something came late, or was carried over by a merge, facts may name others.
 */
export function areInTurn(lots: readonly PlacedLot[]): boolean {
  const inOrder = [...lots].sort(byExpiry);
  return inOrder.every((lot, i) => {
    const before = inOrder[i - 1];
    if (before?.expiresAtMs !== lot.expiresAtMs) return true;
    if (before.carriedFrom !== 0 || lot.carriedFrom !== 0) return false;
    return (before.openedAtMs - lot.openedAtMs || lot.amount - before.amount) <= 0;
  });
}

/**
 * Takes points out of lots, earliest expiry first. Expiry is not judged here: what has expired is posted before
 * anything is taken (`dueSteps`).
 * @param takeFirst lots that come before all others, in this order
 * @returns the parts in the order of consumption, and what the lots do not have
 */
export function consume(
  lots: readonly TimedLot[],
  bucket: LotBucket,
  points: number,
  takeFirst: readonly number[] = [],
): { readonly parts: LotPart[]; readonly missing: number } {
  const parts: LotPart[] = [];
  let missing = points;
  for (const lot of inTurn(lots, takeFirst)) {
    if (missing === 0) break;
    const taken = Math.min(Math.max(lot[bucket], 0), missing);
    if (taken > 0) parts.push({ lotId: lot.id, points: taken });
    missing -= taken;
  }
  return { parts, missing };
}

function inTurn(lots: readonly TimedLot[], takeFirst: readonly number[]): TimedLot[] {
  const place = (lot: TimedLot): number => {
    const found = takeFirst.indexOf(lot.id);
    return found < 0 ? takeFirst.length : found;
  };
  return [...lots].sort((a, b) => place(a) - place(b) || byExpiry(a, b));
}

/**
 * Gives points back in the reverse order of consumption, never more than was taken.
 * @param alreadyBack what earlier calls gave back of the same parts
 */
export function giveBack<P extends LotPart>(parts: readonly P[], points: number, alreadyBack = 0): P[] {
  const back: P[] = [];
  let [skip, left] = [alreadyBack, points];
  for (let i = parts.length - 1; i >= 0 && left > 0; i -= 1) {
    const part = parts[i] as P;
    const given = Math.min(Math.max(part.points - skip, 0), left);
    skip = Math.max(skip - part.points, 0);
    if (given > 0) back.push({ ...part, points: given });
    left -= given;
  }
  return back;
}

/** Lots above and below zero never stand side by side: what is there repays what is owed, oldest debt first. */
export function repayments(lots: readonly TimedLot[]): {
  readonly from: readonly LotPart[];
  readonly to: readonly LotPart[];
} {
  const debts = lots.filter((lot) => lot.remaining < 0);
  if (debts.length === 0) return { from: [], to: [] };
  const owed = debts.reduce((sum, lot) => sum - lot.remaining, 0);
  const { parts, missing } = consume(lots, 'remaining', owed);
  const to: LotPart[] = [];
  let left = owed - missing;
  for (const debt of debts.sort((a, b) => a.id - b.id)) {
    const points = Math.min(-debt.remaining, left);
    if (points > 0) to.push({ lotId: debt.id, points });
    left -= points;
  }
  return { from: parts, to };
}

/** When something has to be done about a lot next; `never` when nothing is due. */
export function dueAtOf(lot: Omit<TimedLot, 'id'>, never: number): number {
  const activates = lot.pending > 0 ? lot.activatesAtMs : never;
  const expires = lot.remaining > 0 ? lot.expiresAtMs : never;
  return Math.min(activates, expires);
}

export type ClawbackPolicy = 'unlimited' | 'within-balance' | 'only-pending';

export interface TakingInput {
  readonly policy: ClawbackPolicy;
  readonly due: number;
  /** All open lots of the owner. */
  readonly lots: readonly Lot[];
  /** Those among them that came from the earning that is taken back. */
  readonly sources: ReadonlySet<number>;
  readonly refundedAtMs: number;
  /** The largest debt that `unlimited` may leave; without it there is no limit. */
  readonly debtMax?: number;
}

export interface Taking {
  readonly pending: number;
  /** Out of the available balance; what the lots do not have becomes a debt. */
  readonly available: number;
  readonly writtenOff: number;
}

/**
 * What a clawback takes, by policy (HANDBOOK 9): pending of its own lots first, then available. `only-pending` also
 * takes what was pending when the refund happened, so that it does not matter whether the activation or the refund is
 * posted first.
 */
export function planTaking(input: TakingInput): Taking {
  const { policy, due, lots, sources, refundedAtMs } = input;
  const own = lots.filter((lot) => sources.has(lot.id));
  const pending = Math.min(due, sum(own, 'pending'));
  const wasPending = own.filter((lot) => refundedAtMs < lot.activatesAtMs);
  const limit = policy === 'only-pending' ? sum(wasPending, 'remaining') : sum(lots, 'remaining');
  const credit = policy === 'only-pending' ? 0 : creditOf(lots, input);
  const available = Math.min(due - pending, limit + credit);
  return { pending, available, writtenOff: due - pending - available };
}

/**
 * What may be owed beyond what is there. Held points are the owner's: `within-balance` leaves due what a hold keeps,
 * to be taken when it is released.
 */
function creditOf(
  lots: readonly Lot[],
  { policy, debtMax }: Pick<TakingInput, 'policy' | 'debtMax'>,
): number {
  const most = policy === 'within-balance' ? sum(lots, 'held') : debtMax;
  return most === undefined ? AMOUNT_MAX : Math.max(0, most - debtOf(lots));
}

export function debtOf(lots: readonly Lot[]): number {
  return lots.reduce((debt, { remaining }) => debt - Math.min(remaining, 0), 0);
}

const sum = (lots: readonly Lot[], bucket: LotBucket): number =>
  lots.reduce((total, lot) => total + Math.max(lot[bucket], 0), 0);
