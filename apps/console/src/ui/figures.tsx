import {
  formatBalance,
  formatCount,
  formatDay,
  formatInstant,
  formatMoney,
  formatMonth,
  formatPoints,
  formatShare,
} from './format';
import type { Day } from './days';
import { useLastDayText, useMoment, useUi } from './context';
import { isoInZone } from './zone';

type Known<T> = { value: T | null | undefined };

export const Count = ({ value }: Known<number>) => <>{formatCount(value)}</>;
/** Money, given in fen. */
export const Money = ({ value }: Known<number>) => <>{formatMoney(value)}</>;
export const Points = ({ value, movement = false }: Known<number> & { movement?: boolean }) => (
  <>{formatPoints(value, movement)}</>
);
/** Points to use, with what is owed beside them. */
export const Balance = ({ value }: Known<number>) => <>{formatBalance(value, useUi().language)}</>;
export const Share = ({ value }: Known<number>) => <>{formatShare(value)}</>;

/** A UTC instant in the brand's zone; the exact one stays readable for machines and on hover. */
export function Instant({ value }: Known<number>) {
  const moment = useMoment();
  const shown = formatInstant(value, moment);
  if (value == null) return <>{shown}</>;
  return (
    <time dateTime={new Date(value).toISOString()} title={isoInZone(value, moment.timeZone)}>
      {shown}
    </time>
  );
}

/** The last day on which something is valid, given the instant at which it is over; the instant itself on hover. */
export function LastDay({ endMs }: { readonly endMs: number }) {
  const lastDay = useLastDayText();
  const { timeZone } = useUi();
  return (
    <time dateTime={new Date(endMs).toISOString()} title={isoInZone(endMs, timeZone)}>
      {lastDay(endMs)}
    </time>
  );
}

/** A calendar month, given as 2026-11. */
export const MonthLabel = ({ value }: Known<string>) => <>{formatMonth(value, useUi().language)}</>;

export function DayLabel({ value }: Known<Day>) {
  const moment = useMoment();
  return value ? <time dateTime={value}>{formatDay(value, moment)}</time> : <>{formatDay(value, moment)}</>;
}
