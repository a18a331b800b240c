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

/** Plans an order after those before it, and counts what it earns. The one way, for real orders and for tried rules. */
export function planCounted(
  book: UsageBook,
  one: CountedOrder,
  zone: string,
): { readonly plan: EarningPlan; readonly context: EarningContext } {
  const { order, version, guide } = one;
  const context = { ...one.context, pointsToday: book.pointsToday(one), budgetLeft: book.budgetLeft(one) };
  const plan = planEarning(
    {
      amountFen: order.amountFen,
      paidAtMs: order.paidAtMs,
      hasGuide: guide !== null,
      lines: order.lines.map(({ item, amountFen }, i) => ({ line: i + 1, item, amountFen })),
    },
    context,
    version.rules,
    zone,
  );
  book.count(one, plan.points);
  return { plan, context };
}

/** As `planCounted`, of an event; null: it earns nothing. */
export function planCountedEvent(book: UsageBook, one: CountedEvent, zone: string): EarningPlan | null {
  const { points, times } = book.eventToday(one);
  const context = {
    timesToday: times,
    eventPointsToday: points,
    pointsToday: book.pointsToday(one),
    budgetLeft: book.budgetLeft(one),
  };
  const plan = planEventEarning(one.event, context, one.version.rules, zone);
  if (plan) book.count(one, plan.points);
  return plan;
}
