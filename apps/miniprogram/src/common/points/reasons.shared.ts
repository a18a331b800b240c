import type { ReplyOf } from '@liuliang/contract/client';
import type { Messages } from '../../messages.zh';
import { money, points } from '../../ui/format.shared';

export type PointsItem = ReplyOf<'pointsHistory'>['items'][number];

/** Why the points changed, in a few words. */
export const reasonTitle = (item: PointsItem, words: Messages): string => words.points.kinds[item.kind];

export const channelName = (channel: string, words: Messages): string => words.channels[channel] ?? channel;

/** Where it happened: the store says more than the channel. */
export function reasonPlace({ reason }: PointsItem, words: Messages): string | null {
  if (reason.store !== null) return reason.store;
  return reason.channel === null ? null : channelName(reason.channel, words);
}

/** Everything known about one entry, as label and value, without the lines that would be empty. */
export function reasonFacts(
  item: PointsItem,
  words: Messages,
): readonly (readonly [label: string, value: string])[] {
  const { orderId, amountFen, channel, store, rule } = item.reason;
  const amountLabel = item.kind === 'clawback' ? words.points.refunded : words.points.paid;
  const facts: readonly (readonly [string, string | null])[] = [
    [words.points.order, orderId],
    [amountLabel, amountFen === null ? null : money(amountFen)],
    [words.points.channel, channel === null ? null : channelName(channel, words)],
    [words.points.store, store],
    [words.points.rule, rule],
    [words.points.balanceAfter, points(item.balanceAfter)],
  ];
  return facts.filter((fact): fact is readonly [string, string] => fact[1] !== null);
}
