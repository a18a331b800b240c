import type { ReplyOf } from '@liuliang/contract/client';
import type { Messages } from '../../messages.zh';
import { date, lastDate, money, points as pointsText } from '../../ui/format.shared';

type MyOrder = ReplyOf<'myOrders'>['items'][number];
type Facts = readonly (readonly [label: string, value: string | null])[];

/** What was bought, as far as the till says; else that something was. */
export function orderTitle({ items, hasMoreItems }: MyOrder, words: Messages): string {
  const t = words.orders;
  if (items.length === 0) return t.purchase;
  const names = items.join(t.separator);
  return hasMoreItems ? t.andMore(names) : names;
}

/** What a list says of an order's points; null where it has none. */
export function orderPoints({ points }: MyOrder, nowMs: number, words: Messages): string | null {
  const { earned, waiting, usableFromMs } = points;
  if (waiting > 0 && usableFromMs !== null)
    return words.orders.waiting(pointsText(waiting), date(usableFromMs, nowMs, words));
  return earned === 0 ? null : words.orders.earned(pointsText(earned));
}

/** What an order earned and what became of it; empty where it earned nothing. */
export function pointFacts({ points }: Pick<MyOrder, 'points'>, nowMs: number, words: Messages): Facts {
  const t = words.orders;
  const { earned, waiting, usableFromMs, left, untilMs } = points;
  if (earned === 0 && waiting === 0 && left === 0) return [];
  return [
    [t.got, pointsText(earned)],
    [t.stillWaiting, waiting === 0 ? null : pointsText(waiting)],
    [t.usableFrom, usableFromMs === null ? null : date(usableFromMs, nowMs, words)],
    [t.left, waiting > 0 && left === 0 ? null : pointsText(left)],
    [t.until, untilMs === null ? null : lastDate(untilMs, nowMs, words)],
  ];
}

/** What was paid, and what is left of that after refunds. */
export const paidFacts = (
  { amountFen, refundedFen }: Pick<MyOrder, 'amountFen' | 'refundedFen'>,
  words: Messages,
): Facts => [
  [words.orders.paid, money(amountFen)],
  [words.orders.net, refundedFen === 0 ? null : money(amountFen - refundedFen)],
];
