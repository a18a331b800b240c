import { assert } from '../shared/assert';
import { floorRatio, isNonNegativeInteger } from '../shared/integers';

/** What postings of one kind did to lots of one group: from SQL, summed. */
export interface LotFlow {
  readonly postingKind: string;
  /** Whether these are openings of lots rather than changes of lots that were there. */
  readonly isOpening: boolean;
  /** Change of pending, remaining and held together. */
  readonly change: number;
  readonly pendingChange: number;
  /** Of the change, what late facts made expire; below zero what had expired and is spent after all. */
  readonly expired?: number;
}

/** What is outstanding: opening + issued − redeemed − expired − clawedBack + adjusted = closing. */
export interface RollForward {
  readonly opening: number;
  readonly issued: number;
  /** From pending to available; changes no total. */
  readonly activated: number;
  readonly redeemed: number;
  readonly expired: number;
  readonly clawedBack: number;
  /** Manual adjustments, imported balances, transfers, merges, debts repaid by another lot. */
  readonly adjusted: number;
  readonly closing: number;
  readonly closingPending: number;
}

type Figures = { -readonly [K in keyof RollForward]: number };

const SPENDING: ReadonlySet<string> = new Set(['hold', 'capture', 'release', 'restore']);

/**
 * The month before a state: `closing` is given, the flows lead back to `opening`. Counting backwards from what is there
 * means that a report of last month reads last month's rows and nothing older.
 */
export function rollBack(
  closing: { readonly points: number; readonly pending: number },
  flows: readonly LotFlow[],
): RollForward {
  const figures: Figures = {
    opening: 0,
    issued: 0,
    activated: 0,
    redeemed: 0,
    expired: 0,
    clawedBack: 0,
    adjusted: 0,
    closing: closing.points,
    closingPending: closing.pending,
  };
  for (const flow of flows) book(figures, flow);
  const { issued, redeemed, expired, clawedBack, adjusted } = figures;
  figures.opening = closing.points - issued + redeemed + expired + clawedBack - adjusted;
  return figures;
}

function book(
  figures: Figures,
  { postingKind, isOpening, change, pendingChange, expired = 0 }: LotFlow,
): void {
  // `-=` of 0 would leave a −0 behind, which prints as such.
  if (postingKind === 'activate') figures.activated += Math.max(0, -pendingChange);
  else if (change === 0 && expired === 0) return;
  else if (postingKind === 'earn' && isOpening) figures.issued += change;
  else if (SPENDING.has(postingKind)) figures.redeemed -= change;
  else if (postingKind === 'expire') figures.expired -= change;
  else if (postingKind === 'clawback') figures.clawedBack -= change;
  else if (postingKind === 'settle') bookSettled(figures, change, expired);
  else figures.adjusted += change;
}

/** What late facts put right: more or less expired, and more given in this period, or less. */
function bookSettled(figures: Figures, change: number, expired: number): void {
  figures.expired += expired;
  const rest = change + expired;
  if (rest > 0) figures.issued += rest;
  else if (rest < 0) figures.clawedBack -= rest;
}

/** Adds roll-forwards of groups of the same time. */
export function addUp(parts: readonly RollForward[]): RollForward {
  const sum: Figures = rollBack({ points: 0, pending: 0 }, []);
  for (const part of parts) {
    for (const name of Object.keys(sum) as (keyof RollForward)[]) sum[name] += part[name];
  }
  return sum;
}

/** Roll-forwards of one group over consecutive times, first to last, as one. */
export function chain(parts: readonly RollForward[]): RollForward {
  const sum = addUp(parts);
  const [first, last] = [parts[0], parts.at(-1)];
  if (!first || !last) return sum;
  return { ...sum, opening: first.opening, closing: last.closing, closingPending: last.closingPending };
}

/** Whether the figures of a roll-forward lead from its opening to its closing. */
export function isConsistent(row: RollForward): boolean {
  const { opening, issued, redeemed, expired, clawedBack, adjusted, closing } = row;
  return opening + issued - redeemed - expired - clawedBack + adjusted === closing;
}

/** One ten-thousandth. */
const BP = 10_000;

/**
 * Share of points that expired unused, in 1/10,000, rounded down: expired ÷ issued of lots that were opened at least
 * so many months ago that their fate is known. Null without such lots: there is no history, not a share of zero.
 */
export function breakageBp(cohort: { readonly issued: number; readonly expired: number }): number | null {
  assert(
    isNonNegativeInteger(cohort.issued) && isNonNegativeInteger(cohort.expired),
    'SETTLEMENT-2',
    'issued and expired points are not below zero',
  );
  if (cohort.issued === 0) return null;
  return Math.min(BP, floorRatio(cohort.expired, BP, cohort.issued));
}

/** Of so many outstanding points, how many are expected to expire; null without a history. */
export function expectedBreakage(outstanding: number, bp: number | null): number | null {
  return bp === null ? null : floorRatio(Math.max(0, outstanding), bp, BP);
}
