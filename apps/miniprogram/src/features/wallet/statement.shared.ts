import type { Messages } from '../../messages.zh';
import { money, monthOf, points } from '../../ui/format.shared';
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

/** What all lines of a month come to in points: the sums beside it add up to this. */
const monthPoints = (of: Statement): number =>
  of.rewardPoints + of.clawbackPoints + of.redeemedPoints + of.paidOutPoints + of.otherPoints;

/**
 * What a statement comes to, as a sum in the order shown: what came over from the month before, this month, a debt that
 * was waived, and what that leaves at the end.
 */
export function statementFacts(of: Statement, words: Messages): readonly Fact[] {
  const t = words.wallet;
  const ifAny = (fen: number): string | null => (fen === 0 ? null : money(fen));
  return [
    [t.carriedIn, money(of.carriedInFen)],
    [t.amount, t.pointsAre(points(monthPoints(of)), money(of.amountFen))],
    [t.writtenOff, ifAny(of.writtenOffFen)],
    [t.carriedOut, money(of.carriedOutFen)],
    [t.rates, t.rate(money(of.rates.guidePoints))],
  ];
}

/** What the figure at the top means as long as the statement stands as it does, and what becomes of it. */
export function statementHint(
  { state, carriedOutFen, notPayableBecause }: Statement,
  words: Messages,
): string {
  const t = words.wallet.statementHints;
  if (state === 'paid') return t.paid;
  if (state === 'draft') return t.draft;
  if (notPayableBecause === 'carried_over') return t.carried;
  return carriedOutFen < 0 ? t.owed : t.closed;
}

/** How a statement stands, in a word or two. What was closed and not paid went on into the next one. */
export function statementState(
  { state, period, notPayableBecause }: Pick<Statement, 'state' | 'period' | 'notPayableBecause'>,
  nowMs: number,
  words: Messages,
): string {
  const t = words.wallet;
  if (notPayableBecause === 'carried_over') return t.carriedOver;
  return state === 'draft' && period < monthOf(nowMs) ? t.toBeClosed : t.statementStates[state];
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
