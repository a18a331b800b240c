import { planEarning, type EarningContext, type EarningPlan } from '@liuliang/domain';
import type { Brand } from '../brands';
import type { JudgedOrder } from './contexts';
import type { Countable, UsageBook } from './usage-book';

/** An order with the day that it counts for. */
export type CountedOrder = JudgedOrder & Countable;

/** Plans an order after those before it, and counts what it earns. The one way, for real orders and for tried rules. */
export function planCounted(
  brand: Brand,
  book: UsageBook,
  one: CountedOrder,
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
    brand.timeZone,
  );
  book.count(one, plan.points);
  return { plan, context };
}
