import type { Day } from '../shared/calendar';
import { groupedBy } from '../shared/grouped';
import type { Depth } from './events';
import { addDepth, WHOLE_BRAND, type BitsByDay } from './facts';
import { FOREVER, NEVER, type OrderFact } from './state';
import type { CustomerTotal } from './totals';

/** An accepted event as the layers see it. `channel` 0: an event without a channel. */
export interface EventFact {
  readonly customerId: number;
  readonly channel: number;
  readonly day: Day;
  readonly depth: Depth;
}

/** An order with all its applied refunds. */
export interface ChannelOrder extends OrderFact {
  readonly channel: number;
}

/** What one transaction brought for some customers of a brand. Customers are kept ones, never aliases. */
export interface FactsChange {
  readonly facts: readonly EventFact[];
  /** ALL orders of every customer whose orders or refunds changed, refunds included. */
  readonly purchases: ReadonlyMap<number, readonly ChannelOrder[]>;
  /** What to add to each customer's running figures. */
  readonly totals: readonly CustomerTotal[];
}

/** What there is to fold for one customer in one scope. */
export interface ScopeHistory {
  readonly scope: number;
  readonly customerId: number;
  readonly bitsByDay: BitsByDay;
  /** All orders of the scope when purchases are given; null: the purchases already stored stand. */
  orders: ChannelOrder[] | null;
}

/** Spreads facts and orders over the scopes that they touch: the whole brand, and the channel of each. */
export function historiesOf({ facts, purchases }: Omit<FactsChange, 'totals'>): ScopeHistory[] {
  const histories = new Map<string, ScopeHistory>();
  const historyOf = (scope: number, customerId: number): ScopeHistory => {
    const key = `${scope}/${customerId}`;
    const known = histories.get(key);
    if (known) return known;
    const fresh: ScopeHistory = { scope, customerId, bitsByDay: new Map(), orders: null };
    histories.set(key, fresh);
    return fresh;
  };
  for (const { customerId, channel, day, depth } of facts) {
    for (const scope of scopesOf(channel)) addDepth(historyOf(scope, customerId).bitsByDay, day, depth);
  }
  for (const [customerId, orders] of purchases) {
    historyOf(WHOLE_BRAND, customerId).orders = [...orders];
    for (const order of orders) {
      if (order.channel === WHOLE_BRAND) continue;
      const history = historyOf(order.channel, customerId);
      history.orders ??= [];
      history.orders.push(order);
    }
  }
  return [...histories.values()];
}

function scopesOf(channel: number): number[] {
  return channel === WHOLE_BRAND ? [WHOLE_BRAND] : [WHOLE_BRAND, channel];
}

/** Histories of one scope whose rows are read together, from one day on. */
export interface HistoryGroup {
  readonly scope: number;
  readonly fromDay: Day;
  readonly histories: readonly ScopeHistory[];
}

/**
 * Purchases are folded from their first day, so those histories need all rows. Events alone need the rows from the
 * earliest new day on: for today's events that is the newest row of each customer.
 */
export function groupsOf(histories: readonly ScopeHistory[]): HistoryGroup[] {
  const groups = groupedBy(histories, ({ scope, orders }) => `${scope}/${orders ? 'all' : 'tail'}`);
  return [...groups.values()].map((members) => ({
    scope: members[0]?.scope ?? WHOLE_BRAND,
    fromDay: members[0]?.orders ? NEVER : firstDayOf(members),
    histories: members,
  }));
}

function firstDayOf(histories: readonly ScopeHistory[]): Day {
  let first = FOREVER;
  for (const { bitsByDay } of histories) for (const day of bitsByDay.keys()) first = Math.min(first, day);
  return first;
}
