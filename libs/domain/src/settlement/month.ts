import { civilFromDays, daysFromCivil } from '../shared/calendar';
import { dayOf, dayStartMs } from '../shared/day';
import { floorRatio } from '../shared/integers';

/** A calendar month of the brand as one sortable number: 202611. */
export type Period = number;

export function periodOf(instantMs: number, zone: string): Period {
  const { year, month } = civilFromDays(dayOf(instantMs, zone));
  return year * 100 + month;
}

/** First instant of the month, in UTC ms. */
export function periodStartMs(period: Period, zone: string): number {
  const year = yearOf(period);
  return dayStartMs(daysFromCivil(year, period - year * 100, 1), zone);
}

/** First instant that is no longer in the month. */
export const periodEndMs = (period: Period, zone: string): number =>
  periodStartMs(periodAfter(period, 1), zone);

export function periodAfter(period: Period, months: number): Period {
  const total = monthsOf(period) + months;
  const year = floorRatio(total, 1, 12);
  return year * 100 + (total - year * 12) + 1;
}

/** Whole months from one to another; below zero when the other is earlier. */
export const monthsBetween = (from: Period, to: Period): number => monthsOf(to) - monthsOf(from);

const yearOf = (period: Period): number => floorRatio(period, 1, 100);

function monthsOf(period: Period): number {
  const year = yearOf(period);
  return year * 12 + (period - year * 100 - 1);
}

/** 202611 as `2026-11`. */
export function formatPeriod(period: Period): string {
  const text = String(period);
  return `${text.slice(0, 4)}-${text.slice(4)}`;
}

/** Reads `2026-11`, that form alone, of the years 2000 to 2999; anything else is null. */
export function parsePeriod(text: string): Period | null {
  return /^2\d{3}-(0[1-9]|1[0-2])$/.test(text) ? Number(text.replace('-', '')) : null;
}
