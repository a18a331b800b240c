import { civilFromDays, daysFromCivil, type Day } from '../shared/calendar';
import { dayOf, dayStartMs } from '../shared/day';
import { floorRatio } from '../shared/integers';
import type { TierWindow } from './scheme';

/** The same day so many months on, or the last of that month where it is shorter. */
export function addMonths(day: Day, months: number): Day {
  const { year, month, dayOfMonth } = civilFromDays(day);
  const from = monthStart(year * 12 + month - 1 + months);
  const until = monthStart(year * 12 + month + months);
  return Math.min(from + dayOfMonth - 1, until - 1);
}

/**
 * The first instant at which what happened at `atMs` no longer counts. It counts by whole local days, so that nobody's
 * figure falls in the middle of a day: in a rolling window an order of 22 November counts through 21 November.
 */
export function leavesAtMs(atMs: number, window: TierWindow, zone: string): number {
  const day = dayOf(atMs, zone);
  const end = window.kind === 'rolling' ? addMonths(day, window.months) : yearEnd(day, window.startMonth);
  return dayStartMs(end, zone);
}

/** The first instant whose entries count at `nowMs`. */
export function windowStartMs(nowMs: number, window: TierWindow, zone: string): number {
  const today = dayOf(nowMs, zone);
  if (window.kind === 'calendar') {
    return dayStartMs(addMonths(yearEnd(today, window.startMonth), -12), zone);
  }
  let first = addMonths(today, -window.months) + 1;
  // At the end of February several days leave at once.
  while (addMonths(first, window.months) <= today) first += 1;
  return dayStartMs(first, zone);
}

/** When a level falls whose review at `reviewAtMs` failed: the days of grace, then up to the end of their month. */
export function graceEndMs(reviewAtMs: number, graceDays: number, zone: string): number {
  if (graceDays === 0) return reviewAtMs;
  const { year, month } = civilFromDays(dayOf(reviewAtMs, zone) + graceDays);
  return dayStartMs(monthStart(year * 12 + month), zone);
}

/** When the warning before a review is due. */
export function warningMs(reviewAtMs: number, warningDays: number, zone: string): number {
  return dayStartMs(dayOf(reviewAtMs, zone) - warningDays, zone);
}

/** First day after the year, starting with `startMonth`, that a day lies in. */
function yearEnd(day: Day, startMonth: number): Day {
  const { year, month } = civilFromDays(day);
  return monthStart((month >= startMonth ? year + 1 : year) * 12 + startMonth - 1);
}

/** First day of a month; months count from January of the year 0. */
function monthStart(months: number): Day {
  const year = floorRatio(months, 1, 12);
  return daysFromCivil(year, months - year * 12 + 1, 1);
}
