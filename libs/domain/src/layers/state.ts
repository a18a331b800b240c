import { assert } from '../shared/assert';
import type { Day } from '../shared/calendar';
import { isNonNegativeInteger } from '../shared/integers';

/** The last day of what never happened: so early that no window reaches it, and a plain integer in SQL. */
export const NEVER: Day = -1_000_000;

/** The first day after the newest state: later than any day that can be asked for. */
export const FOREVER: Day = 2_000_000;

/**
 * What is known of one customer in one scope at the end of `day`. It holds unchanged on every D with
 * day <= D < nextDay, so that the layer on D is one indexed row and a few comparisons.
 */
export interface CustomerState {
  readonly day: Day;
  readonly nextDay: Day;
  readonly lastTouchDay: Day;
  readonly lastShallowDay: Day;
  readonly lastDeepDay: Day;
  /** The last purchase day that still counts on `day`; NEVER without one. */
  readonly lastPurchaseDay: Day;
  /** Distinct purchase days up to `day` that still count on `day` (HANDBOOK 4). */
  readonly purchaseDays: number;
}

/** Which depths of interaction a customer had on a day. */
export interface DayFact {
  readonly day: Day;
  readonly touch: boolean;
  readonly shallow: boolean;
  readonly deep: boolean;
}

export interface OrderFact {
  readonly orderId: string | number;
  readonly paidDay: Day;
  readonly amountFen: number;
  readonly refunds: readonly RefundFact[];
}

export interface RefundFact {
  readonly day: Day;
  readonly amountFen: number;
}

/**
 * Folds a customer's whole history in a scope into its states, oldest first, one per day on which something
 * changed. The order of the input does not matter, facts of one day are united and an order id given twice is one
 * order; so a late event or refund is handled by folding again.
 */
export function foldStates(facts: readonly DayFact[], orders: readonly OrderFact[]): CustomerState[] {
  const changesByDay = new Map<Day, DayChange>();
  for (const fact of facts) addFact(changeOn(changesByDay, fact.day), fact);
  for (const order of uniqueOrders(orders)) addOrder(changesByDay, order);

  const states: CustomerState[] = [];
  let known = BEFORE_ANYTHING;
  const purchases = new CountingPurchases();
  for (const day of [...changesByDay.keys()].sort((a, b) => a - b)) {
    const change = changesByDay.get(day)!; // The key was just listed.
    purchases.apply(day, change);
    const next = stateAfter(known, day, change, purchases);
    if (isSameKnowledge(known, next)) continue;
    if (states.length > 0) states[states.length - 1] = { ...known, nextDay: day };
    states.push(next);
    known = next;
  }
  return states;
}

/** The state that holds on a day, or null before the first. The states are those of `foldStates`, oldest first. */
export function stateOn(states: readonly CustomerState[], day: Day): CustomerState | null {
  let [low, high] = [0, states.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (states[middle]!.day <= day) low = middle + 1;
    else high = middle;
  }
  return states[low - 1] ?? null;
}

/**
 * The first day on which an order no longer counts: the day its refunds reach its amount, never before it was paid.
 * FOREVER while it counts; an order without refunds always counts, one of amount 0 too (HANDBOOK 4).
 */
function countsUntil(order: OrderFact): Day {
  assertAmount(order.amountFen);
  let refundedFen = 0;
  const refunds = order.refunds.map(({ day, amountFen }) => ({
    day: Math.max(day, order.paidDay),
    amountFen,
  }));
  for (const refund of refunds.sort((a, b) => a.day - b.day)) {
    assertAmount(refund.amountFen);
    refundedFen += refund.amountFen;
    if (refundedFen >= order.amountFen) return refund.day;
  }
  return FOREVER;
}

interface DayChange {
  touch: boolean;
  shallow: boolean;
  deep: boolean;
  ordersPaid: number;
  /** Paid days of the orders that stop counting on this day; a paid day stands here once per such order. */
  paidDaysUndone: Day[];
}

export const BEFORE_ANYTHING: CustomerState = {
  day: NEVER,
  nextDay: FOREVER,
  lastTouchDay: NEVER,
  lastShallowDay: NEVER,
  lastDeepDay: NEVER,
  lastPurchaseDay: NEVER,
  purchaseDays: 0,
};

/** How many orders of each purchase day still count, as the days go by. */
class CountingPurchases {
  private readonly ordersByPaidDay = new Map<Day, number>();

  /**
   * Paid days in ascending order. A day whose last order stopped counting can never count again, because later
   * changes pay on later days: it is dropped once it reaches the top, so the whole fold stays linear.
   */
  private readonly paidDays: Day[] = [];

  apply(day: Day, change: DayChange): void {
    if (change.ordersPaid > 0) {
      this.ordersByPaidDay.set(day, change.ordersPaid);
      this.paidDays.push(day);
    }
    for (const paidDay of change.paidDaysUndone) {
      const left = (this.ordersByPaidDay.get(paidDay) ?? 0) - 1;
      assert(left >= 0, 'LAYERS-1', 'an order stops counting once, after it was paid');
      if (left === 0) this.ordersByPaidDay.delete(paidDay);
      else this.ordersByPaidDay.set(paidDay, left);
    }
    while (this.paidDays.length > 0 && !this.ordersByPaidDay.has(this.lastDay)) this.paidDays.pop();
  }

  get lastDay(): Day {
    return this.paidDays[this.paidDays.length - 1] ?? NEVER;
  }

  get days(): number {
    return this.ordersByPaidDay.size;
  }
}

function changeOn(changesByDay: Map<Day, DayChange>, day: Day): DayChange {
  const known = changesByDay.get(day);
  if (known) return known;
  assert(
    Number.isSafeInteger(day) && day > NEVER && day < FOREVER,
    'LAYERS-2',
    'days lie between the sentinels',
  );
  const change: DayChange = { touch: false, shallow: false, deep: false, ordersPaid: 0, paidDaysUndone: [] };
  changesByDay.set(day, change);
  return change;
}

function addFact(change: DayChange, fact: DayFact): void {
  change.touch ||= fact.touch;
  change.shallow ||= fact.shallow;
  change.deep ||= fact.deep;
}

function addOrder(changesByDay: Map<Day, DayChange>, order: OrderFact): void {
  const undoneDay = countsUntil(order);
  if (undoneDay <= order.paidDay) return; // Refunded the day it was paid: it never counted at the end of a day.
  changeOn(changesByDay, order.paidDay).ordersPaid += 1;
  if (undoneDay < FOREVER) changeOn(changesByDay, undoneDay).paidDaysUndone.push(order.paidDay);
}

function stateAfter(
  known: CustomerState,
  day: Day,
  change: DayChange,
  purchases: CountingPurchases,
): CustomerState {
  return {
    day,
    nextDay: FOREVER,
    lastTouchDay: change.touch ? day : known.lastTouchDay,
    lastShallowDay: change.shallow ? day : known.lastShallowDay,
    lastDeepDay: change.deep ? day : known.lastDeepDay,
    lastPurchaseDay: purchases.lastDay,
    purchaseDays: purchases.days,
  };
}

export function isSameKnowledge(a: CustomerState, b: CustomerState): boolean {
  return (
    a.lastTouchDay === b.lastTouchDay &&
    a.lastShallowDay === b.lastShallowDay &&
    a.lastDeepDay === b.lastDeepDay &&
    a.lastPurchaseDay === b.lastPurchaseDay &&
    a.purchaseDays === b.purchaseDays
  );
}

function uniqueOrders(orders: readonly OrderFact[]): Iterable<OrderFact> {
  return new Map(orders.map((order) => [order.orderId, order])).values();
}

function assertAmount(amountFen: number): void {
  assert(isNonNegativeInteger(amountFen), 'LAYERS-3', 'orders and refunds are whole fen, not below zero');
}
