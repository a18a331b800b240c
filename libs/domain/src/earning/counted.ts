import {
  planEarning,
  planEventEarning,
  type EarningContext,
  type EarningEvent,
  type EarningPlan,
} from './plan';
import type { Countable, UsageBook } from './usage';

/** An order with the day that it counts for. */
export interface CountedOrder extends Countable {
  readonly order: {
    readonly amountFen: number;
    readonly paidAtMs: number;
    readonly lines: readonly { readonly item: string; readonly amountFen: number }[];
  };
  /** Limits aside: those depend on what comes before it. */
  readonly context: EarningContext;
  /** Who is rewarded for it. */
  readonly guide: object | null;
}

/** An event that its version rewards. */
export interface CountedEvent extends Countable {
  readonly event: EarningEvent;
}

/** What an order is given, and what it would be given if its budget had no end. */
export interface CountedPlan {
  readonly plan: EarningPlan;
  readonly context: EarningContext;
  readonly wanted: number;
}

/** Plans an order after those before it, and counts what it earns. The one way, for real orders and for tried rules. */
export function planCounted(book: UsageBook, one: CountedOrder, zone: string): CountedPlan {
  const { order, version, guide } = one;
  const context = { ...one.context, pointsToday: book.pointsToday(one), budgetLeft: book.budgetLeft(one) };
  const within = (budgetLeft: number | null): EarningPlan =>
    planEarning(
      {
        amountFen: order.amountFen,
        paidAtMs: order.paidAtMs,
        hasGuide: guide !== null,
        lines: order.lines.map(({ item, amountFen }, i) => ({ line: i + 1, item, amountFen })),
      },
      { ...context, budgetLeft },
      version.rules,
      zone,
    );
  const plan = within(context.budgetLeft);
  const wanted = context.budgetLeft === null ? plan.points : within(null).points;
  book.count(one, plan.points);
  return { plan, context, wanted };
}

/** As `planCounted`, of an event; its plan is null where it earns nothing. */
export function planCountedEvent(
  book: UsageBook,
  one: CountedEvent,
  zone: string,
): { readonly plan: EarningPlan | null; readonly wanted: number } {
  const { points, times } = book.eventToday(one);
  const context = { timesToday: times, eventPointsToday: points, pointsToday: book.pointsToday(one) };
  const within = (budgetLeft: number | null): EarningPlan | null =>
    planEventEarning(one.event, { ...context, budgetLeft }, one.version.rules, zone);
  const left = book.budgetLeft(one);
  const plan = within(left);
  const wanted = (left === null ? plan : within(null))?.points ?? 0;
  if (plan) book.count(one, plan.points);
  return { plan, wanted };
}
