import type { Messages } from '../../messages.zh';
import { money, monthOf } from '../../ui/format.shared';
import type { Fact } from '../../ui/facts';
import type { IconName } from '../../ui/icon';
import type { Statement, StatementLine } from './wallet.resource';

/** 2026-11 → 2026年11月. */
export function monthName(period: string, words: Messages): string {
  const [year = '', month = ''] = period.split('-');
  return words.wallet.monthName(year, `${Number(month)}`);
}

/** What points are worth in fen; whatever is not a whole fen is not paid. */
export const worthFen = (count: number, fenPer100: number): number => Math.floor((count * fenPer100) / 100);

/** The sums of a month, without those that are nothing. */
export function monthSums(
  of: Statement,
  words: Messages,
): readonly (readonly [label: string, points: number])[] {
  const t = words.wallet;
  const sums: readonly (readonly [string, number])[] = [
    [t.rewards, of.rewardPoints],
    [t.clawbacks, of.clawbackPoints],
    [t.redeemed, of.redeemedPoints],
    [t.paidOut, of.paidOutPoints],
    [t.others, of.otherPoints],
  ];
  return sums.filter(([label, sum]) => sum !== 0 || label === t.rewards);
}

/** What a statement comes to and how, in money. */
export function statementFacts(of: Statement, words: Messages): readonly Fact[] {
  const t = words.wallet;
  const ifAny = (fen: number): string | null => (fen === 0 ? null : money(fen));
  return [
    [t.amount, money(of.amountFen)],
    [t.carriedIn, ifAny(of.carriedInFen)],
    [t.writtenOff, ifAny(of.writtenOffFen)],
    [t.payable, money(of.payableFen)],
    [t.carriedOut, ifAny(of.carriedOutFen)],
    [t.rates, t.rate(money(of.rates.guidePoints))],
  ];
}

const icons: Record<StatementLine['kind'], IconName> = {
  redemption: 'gift',
  redemption_refund: 'return',
  reward: 'bag',
  clawback: 'return',
  payout: 'cash',
  payment: 'cash',
  expiry: 'clock',
  adjustment: 'pen',
  write_off: 'check',
};

export const lineIcon = ({ kind }: StatementLine): IconName => icons[kind];

/** Which order or number a line is about. */
export function lineReference({ reference }: StatementLine, words: Messages): string | null {
  if (reference.label === null) return null;
  const isOrder = reference.kind === 'order' || reference.kind === 'refund';
  return isOrder ? `${words.points.order} ${reference.label}` : reference.label;
}

/** A refund of a month that was closed before it came: it is settled in this one. */
export const isLate = ({ kind, occurredAtMs }: StatementLine, period: string): boolean =>
  kind === 'clawback' && monthOf(occurredAtMs) < period;

export const lineId = ({ transactionId, line }: StatementLine): string => `${transactionId}-${line}`;
