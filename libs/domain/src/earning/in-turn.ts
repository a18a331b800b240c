import { planCounted, planCountedEvent, type CountedEvent, type CountedOrder } from './counted';
import type { EarningContext, EarningPlan } from './plan';
import { UsageBook } from './usage';

/** What may earn, with its place among everything else. */
export interface Turn {
  readonly atMs: number;
  /** The sender's name of it: it settles who comes first at one instant, because row ids follow arrival. */
  readonly key: string;
  readonly id: number;
  /** Exactly one of the two. */
  readonly order: CountedOrder | null;
  readonly event: CountedEvent | null;
  /** Points that were given for it before and stay as they are, whatever comes before it; null: it is planned. */
  readonly kept: number | null;
}

export interface Planned<T extends Turn> {
  readonly turn: T;
  /** Null: an event that earns nothing. */
  readonly plan: EarningPlan | null;
  /** Of orders. */
  readonly context: EarningContext | null;
  /** Points that it would earn if its budget had no end. */
  readonly wanted: number;
}

/** A place in the order in which things happened. */
export type Place = Pick<Turn, 'atMs' | 'key' | 'id'>;

export function byTurn(a: Place, b: Place): number {
  if (a.atMs !== b.atMs) return a.atMs - b.atMs;
  if (a.key !== b.key) return a.key < b.key ? -1 : 1;
  return a.id - b.id;
}

/**
 * Plans orders and events in the order in which they happened, each after those before it, whatever the order in which
 * they are given. What is kept counts, and has no plan.
 */
export function planInTurn<T extends Turn>(book: UsageBook, turns: readonly T[], zone: string): Planned<T>[] {
  return [...turns].sort(byTurn).flatMap((turn): Planned<T>[] => {
    const { order, event, kept } = turn;
    const one = order ?? event;
    if (kept !== null) {
      if (one) book.keep(one, kept);
      return [];
    }
    if (order) return [{ turn, ...planCounted(book, order, zone) }];
    if (event) return [{ turn, ...planCountedEvent(book, event, zone), context: null }];
    return [];
  });
}

/**
 * The plans as far as growth goes, which asks neither for levels nor for caps and budgets of points: known first, so
 * that levels follow from it, and points from levels.
 */
export function growthInTurn<T extends Turn>(turns: readonly T[], zone: string): Planned<T>[] {
  return planInTurn(new UsageBook([], []), turns, zone);
}
