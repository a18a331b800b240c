import type { Day, Depth } from '@liuliang/domain';
import { SeededChance } from './seeded-chance';

/** An event that never happened. Channels and types are positions in the lists below. */
export interface InventedEvent {
  readonly day: Day;
  readonly minute: number;
  readonly channel: string;
  readonly type: string;
  readonly depth: Depth;
}

export interface InventedOrder {
  readonly day: Day;
  readonly minute: number;
  readonly channel: string;
  readonly amountFen: number;
  /** At most one, whole or half. */
  readonly refund: { readonly day: Day; readonly amountFen: number } | null;
}

/** A customer and what they did; the same number and seed always give the same one. */
export interface InventedCustomer {
  readonly number: number;
  readonly events: readonly InventedEvent[];
  readonly orders: readonly InventedOrder[];
}

export interface Invention {
  readonly seed: number;
  /** Events per customer on average. */
  readonly eventsPer: number;
  /** Everything lies in the `spanDays` days that end here. */
  readonly lastDay: Day;
  readonly spanDays: number;
}

/** How often each type occurs, out of 100. */
const TYPES: readonly (readonly [share: number, type: string, depth: Depth])[] = [
  [22, 'ad.exposed', 'touch'],
  [8, 'page.landed', 'touch'],
  [5, 'store.visited', 'touch'],
  [25, 'mini.opened', 'shallow'],
  [22, 'product.viewed', 'shallow'],
  [5, 'live.watched', 'shallow'],
  [6, 'product.favorited', 'deep'],
  [4, 'cart.added', 'deep'],
  [3, 'checkin.done', 'deep'],
];

const CHANNELS: readonly (readonly [share: number, channel: string])[] = [
  [45, 'wechat_mini'],
  [20, 'tmall'],
  [15, 'pos'],
  [10, 'douyin'],
  [10, 'ads'],
];

const BUYERS_IN_HUNDRED = 45;
const REFUNDS_IN_HUNDRED = 5;
const ORDERS_MAX = 12;

/** A customer whose habits are those of a crowd: most are quiet, some buy, a few keep coming back. */
export function inventCustomer(invention: Invention, number: number): InventedCustomer {
  const chance = new SeededChance(invention.seed, number);
  const home = chance.weighted(CHANNELS)[1];
  // Three customers in four joined late in the span: brands grow, and recent days hold most events.
  const firstDay = invention.lastDay - chance.below(chance.below(invention.spanDays) + 1);
  const dayAfterFirst = (): Day => firstDay + chance.below(invention.lastDay - firstDay + 1);
  const channel = (): string => (chance.below(100) < 70 ? home : chance.weighted(CHANNELS)[1]);
  const events: InventedEvent[] = [];
  for (let left = 1 + chance.below(2 * invention.eventsPer - 1); left > 0; left -= 1) {
    const [, type, depth] = chance.weighted(TYPES);
    events.push({ day: dayAfterFirst(), minute: chance.below(1440), channel: channel(), type, depth });
  }
  const orders: InventedOrder[] = [];
  if (chance.below(100) < BUYERS_IN_HUNDRED) {
    do {
      orders.push(inventOrder(chance, dayAfterFirst(), channel(), invention.lastDay));
    } while (orders.length < ORDERS_MAX && chance.below(100) < 50);
  }
  return { number, events, orders };
}

function inventOrder(chance: SeededChance, day: Day, channel: string, lastDay: Day): InventedOrder {
  const minute = chance.below(1440);
  const amountFen = 990 + 100 * chance.below(600);
  const isRefunded = chance.below(100) < REFUNDS_IN_HUNDRED;
  const refundDay = Math.min(lastDay, day + 1 + chance.below(10));
  const refund = { day: refundDay, amountFen: chance.below(2) === 0 ? amountFen : Math.floor(amountFen / 2) };
  return { day, minute, channel, amountFen, refund: isRefunded ? refund : null };
}

/** Channels that invented customers use. */
export const inventedChannels: readonly string[] = CHANNELS.map(([, channel]) => channel);
