import type { ReplyOf } from '@liuliang/contract/client';
import type { Messages } from '../../messages.zh';
import { day, money, points } from '../../ui/format.shared';
import type { IconName } from '../../ui/icon';
import { lateFacts } from './late.shared';

export type PointsItem = ReplyOf<'pointsHistory'>['items'][number];
export type PointsReason = PointsItem['reason'];

/** Why the points changed, in a few words: what it was about says more than what the ledger calls it. */
export function reasonTitle({ kind, points: change, reason }: PointsItem, words: Messages): string {
  const t = words.points;
  const purpose = reason.purpose ?? reason.about;
  switch (kind) {
    case 'earn':
      return t.earnedBy[reason.about] ?? t.kinds.earn;
    case 'spend':
      return t.spentOn[purpose] ?? t.kinds.spend;
    case 'return':
      return t.returnedFrom[purpose] ?? t.kinds.return;
    case 'transfer':
      return change > 0 ? t.gotTransfer : t.gaveTransfer;
    default:
      return t.kinds[kind];
  }
}

/** Where a credit came from, in the same words as in the history. */
export function sourceTitle({ about }: PointsReason, words: Messages): string {
  const t = words.points;
  if (about === 'merge' || about === 'opening' || about === 'adjustment') return t.kinds[about];
  return t.earnedBy[about] ?? t.kinds.earn;
}

const icons: Record<PointsItem['kind'], IconName> = {
  earn: 'bag',
  activate: 'clock',
  spend: 'points',
  return: 'return',
  clawback: 'return',
  expire: 'clock',
  transfer: 'send',
  opening: 'layers',
  merge: 'merge',
  adjustment: 'pen',
  settle: 'pen',
};

export function reasonIcon({ kind, reason }: PointsItem): IconName {
  if (kind === 'earn' && reason.about === 'tier') return 'tier';
  const isAboutGift = reason.purpose === 'gift' || reason.about === 'gift';
  return isAboutGift && kind !== 'return' ? 'gift' : icons[kind];
}

export const channelName = (channel: string, words: Messages): string => words.channels[channel] ?? channel;

/** Where something happened: the store says more than the channel. */
export const placeName = (
  { store, channel }: { readonly store: string | null; readonly channel: string | null },
  words: Messages,
): string | null => store ?? (channel === null ? null : channelName(channel, words));

export const reasonPlace = ({ reason }: { reason: PointsReason }, words: Messages): string | null =>
  placeName(reason, words);

/** Everything known about one entry, as label and value, without the lines that would be empty. */
export function reasonFacts(
  item: PointsItem,
  words: Messages,
): readonly (readonly [label: string, value: string])[] {
  const { orderId, amountFen, channel, store, rule, explanation, heardAtMs } = item.reason;
  const facts: readonly (readonly [string, string | null])[] = [
    [words.points.order, orderId],
    [words.points.paid, amountFen === null ? null : money(amountFen)],
    ...refundFacts(explanation, words),
    [words.points.late.heard, heardAtMs === null ? null : day(heardAtMs, words)],
    ...lateFacts(explanation, words),
    [words.points.channel, channel === null ? null : channelName(channel, words)],
    [words.points.store, store],
    [words.points.rule, rule],
    [words.points.balanceAfter, balanceText(item.balanceAfter, words)],
  ];
  return facts.filter((fact): fact is readonly [string, string] => fact[1] !== null);
}

/** Of a refund: how much of the order was given back in all, and what the order had earned. */
function refundFacts(
  { refundedFen, earnedPoints }: Readonly<Record<string, unknown>>,
  words: Messages,
): readonly (readonly [string, string])[] {
  if (typeof refundedFen !== 'number' || typeof earnedPoints !== 'number') return [];
  return [
    [words.points.refunded, money(refundedFen)],
    [words.points.hadEarned, points(earnedPoints)],
  ];
}

/** What there is to use is never below zero: what is missing is said as owed. */
const balanceText = (balance: number, words: Messages): string =>
  balance < 0 ? words.points.noneAndOwed(points(-balance)) : points(balance);
