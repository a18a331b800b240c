import { leastOf } from '../shared/lists';
import type { Day } from '../shared/calendar';
import type { Depth } from './events';
import {
  BEFORE_ANYTHING,
  foldStates,
  FOREVER,
  isSameKnowledge,
  type CustomerState,
  type OrderFact,
} from './state';

const TOUCH = 1;
const SHALLOW = 2;
const DEEP = 4;
const PURCHASE = 8;

const BIT: Readonly<Record<Depth, number>> = { touch: TOUCH, shallow: SHALLOW, deep: DEEP };

/** The scope of the whole brand; every other scope is a channel's number. */
export const WHOLE_BRAND = 0;

/** A state of one customer in one scope as it is kept, with what happened on its first day. */
export interface FactRow extends CustomerState {
  /** Bit 1 touch, 2 shallow, 4 deep, 8 purchase or refund. */
  readonly happened: number;
}

/** What the purchases of a customer come to from a day on, until the next step. */
export type PurchaseStep = Pick<CustomerState, 'day' | 'lastPurchaseDay' | 'purchaseDays'>;

/** Which depths of interaction a customer had, by day, as bits. */
export type BitsByDay = Map<Day, number>;

export function addDepth(bitsByDay: BitsByDay, day: Day, depth: Depth): void {
  bitsByDay.set(day, (bitsByDay.get(day) ?? 0) | BIT[depth]);
}

/** The purchase side of a history; which orders count on which day is the rule of `foldStates` (HANDBOOK 4). */
export function purchaseSteps(orders: readonly OrderFact[]): PurchaseStep[] {
  return foldStates([], orders);
}

/** The purchase side of rows already stored: events never change it. */
export function storedSteps(rows: readonly FactRow[]): PurchaseStep[] {
  return rows.filter((row) => (row.happened & PURCHASE) !== 0);
}

/** Adds the interactions of rows already stored. */
export function addStoredBits(bitsByDay: BitsByDay, rows: readonly FactRow[]): void {
  for (const row of rows) {
    const bits = row.happened & ~PURCHASE;
    if (bits !== 0) bitsByDay.set(row.day, (bitsByDay.get(row.day) ?? 0) | bits);
  }
}

/**
 * Folds interactions and purchases into rows, oldest first, each valid until the day before the next one. With a
 * `base` — the row in force before the first day given — the result starts with it, its end moved to the first change.
 * Equal to `foldStates` over the whole history (FACTS-1); the point is to fold only what changed.
 */
export function foldRows(
  base: FactRow | null,
  bitsByDay: BitsByDay,
  steps: readonly PurchaseStep[],
): FactRow[] {
  const stepByDay = new Map(steps.map((step) => [step.day, step]));
  const days = [...new Set([...bitsByDay.keys(), ...stepByDay.keys()])].sort((a, b) => a - b);
  const rows: FactRow[] = base ? [{ ...base, nextDay: FOREVER }] : [];
  let known: FactRow = base ?? { ...BEFORE_ANYTHING, happened: 0 };
  for (const day of days) {
    const next = rowAfter(known, day, bitsByDay.get(day) ?? 0, stepByDay.get(day));
    if (next.happened === 0) continue;
    if (rows.length > 0) rows[rows.length - 1] = { ...known, nextDay: day };
    rows.push(next);
    known = next;
  }
  return rows;
}

/** What to write so that stored rows become the wanted ones, and the first day whose state this changes. */
export interface Difference {
  readonly changed: FactRow[];
  readonly goneDays: Day[];
  /** FOREVER when nothing differs. */
  readonly fromDay: Day;
}

/** Compares the stored rows of one customer in one scope with the wanted ones. */
export function differenceOf(stored: readonly FactRow[], wanted: readonly FactRow[]): Difference {
  const storedByDay = new Map(stored.map((row) => [row.day, row]));
  const changed: FactRow[] = [];
  let fromDay = FOREVER;
  for (const row of wanted) {
    const before = storedByDay.get(row.day);
    storedByDay.delete(row.day);
    const isSameState = before?.happened === row.happened && isSameKnowledge(before, row);
    if (isSameState && before.nextDay === row.nextDay) continue;
    changed.push(row);
    // A row that only ends on another day is not news: the row that begins or vanishes there is.
    if (!isSameState) fromDay = Math.min(fromDay, row.day);
  }
  const goneDays = [...storedByDay.keys()];
  return { changed, goneDays, fromDay: Math.min(fromDay, leastOf(goneDays)) };
}

function rowAfter(known: FactRow, day: Day, bits: number, step: PurchaseStep | undefined): FactRow {
  const { lastPurchaseDay, purchaseDays } = step ?? known;
  const hasPurchaseChanged = lastPurchaseDay !== known.lastPurchaseDay || purchaseDays !== known.purchaseDays;
  return {
    day,
    nextDay: FOREVER,
    happened: bits | (hasPurchaseChanged ? PURCHASE : 0),
    lastTouchDay: bits & TOUCH ? day : known.lastTouchDay,
    lastShallowDay: bits & SHALLOW ? day : known.lastShallowDay,
    lastDeepDay: bits & DEEP ? day : known.lastDeepDay,
    lastPurchaseDay,
    purchaseDays,
  };
}
