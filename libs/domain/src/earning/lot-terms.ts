import { civilFromDays, daysFromCivil, type Day } from '../shared/calendar';
import { dayOf, dayStartMs } from '../shared/day';
import { floorRatio } from '../shared/integers';
import { NEVER_MS } from '../shared/limits';
import { daysIn } from './birthday';
import type { EarningRules, Expiry } from './rules';

/** When points can be spent, and until when. All instants are half-open edges of local days. */
export interface LotDates {
  /** 0: at once. */
  readonly activatesAtMs: number;
  /** The first instant at which they are gone. */
  readonly expiresAtMs: number;
  /** Sliding expiry: the points that the member has already last until here too; null where they do not slide. */
  readonly extendToMs: number | null;
}

/**
 * The dates of what is earned at an instant. The return window is counted in full days after the day of payment; the
 * validity runs from the day on which the points can be spent, so that waiting costs nobody a day.
 */
export function lotDates(
  rules: Pick<EarningRules, 'expiry'>,
  pendingDays: number,
  earnedAtMs: number,
  zone: string,
): LotDates {
  const today = dayOf(earnedAtMs, zone);
  const activeDay = pendingDays === 0 ? today : today + pendingDays + 1;
  const { expiry } = rules;
  return {
    activatesAtMs: pendingDays === 0 ? 0 : dayStartMs(activeDay, zone),
    expiresAtMs: startAfter(lastDay(expiry, activeDay), zone),
    // Where redeeming alone keeps points alive, earning moves no end but that of its own points.
    extendToMs:
      expiry.kind === 'sliding' && expiry.activity !== 'redeeming'
        ? startAfter(today + expiry.days, zone)
        : null,
  };
}

/** The last day on which points that became available on `day` are good; null: there is none. */
export function lastDay(expiry: Expiry, day: Day): Day | null {
  switch (expiry.kind) {
    case 'never':
      return null;
    case 'sliding':
      return day + expiry.days;
    case 'rolling':
      return expiry.unit === 'day' ? day + expiry.count : plusMonths(day, expiry.count);
    case 'calendar':
      return endOf(plusMonths(day, expiry.months), expiry.endOf);
    case 'fixed':
      return nextDate(day, expiry.month, expiry.day, expiry.years);
  }
}

function startAfter(last: Day | null, zone: string): number {
  return last === null ? NEVER_MS : dayStartMs(last + 1, zone);
}

/** 31 January and one month is the last of February. */
export function plusMonths(day: Day, months: number): Day {
  const { year, month, dayOfMonth } = civilFromDays(day);
  const index = year * 12 + month - 1 + months;
  const [newYear, newMonth] = [floorRatio(index, 1, 12), (index % 12) + 1];
  return daysFromCivil(newYear, newMonth, Math.min(dayOfMonth, daysIn(newYear, newMonth)));
}

function endOf(day: Day, unit: 'month' | 'quarter' | 'year'): Day {
  const { year, month } = civilFromDays(day);
  const monthsPerUnit = { month: 1, quarter: 3, year: 12 }[unit];
  const last = (floorRatio(month - 1, 1, monthsPerUnit) + 1) * monthsPerUnit;
  return daysFromCivil(year, last, daysIn(year, last));
}

function nextDate(day: Day, month: number, dayOfMonth: number, years: number): Day {
  const { year } = civilFromDays(day);
  const inYear = (one: number): Day => daysFromCivil(one, month, Math.min(dayOfMonth, daysIn(one, month)));
  return inYear((inYear(year) >= day ? year : year + 1) + years);
}
