import { civilFromDays, daysFromCivil, type Day } from '../shared/calendar';
import { fail, ok, type Result } from '../shared/result';
import { dayOfLunar, LUNAR_YEAR_MAX, LUNAR_YEAR_MIN } from './lunar';
import type { BirthdayWindow } from './rules';

export interface Birthday {
  readonly calendar: 'gregorian' | 'lunar';
  readonly month: number;
  readonly day: number;
}

const DAYS_OF_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** Whether a date comes in some year: 29 February does, 30 February never. */
export function isMonthDay(month: number, day: number): boolean {
  return Number.isSafeInteger(day) && day >= 1 && day <= (DAYS_OF_MONTH[month - 1] ?? 0);
}

export function checkBirthday(birthday: Birthday): Result<Birthday, { code: 'BIRTHDAY_INVALID' }> {
  const { calendar, month, day } = birthday;
  const isLunarDay =
    [month, day].every(Number.isSafeInteger) && month >= 1 && month <= 12 && day >= 1 && day <= 30;
  const isDay = calendar === 'lunar' ? isLunarDay : isMonthDay(month, day);
  return isDay ? ok(birthday) : fail({ code: 'BIRTHDAY_INVALID' });
}

/**
 * The day on which a birthday falls in a year of its own calendar. A day that the year does not have falls on the day
 * before: 29 February on the 28th, the 30th of a short lunar month on the 29th. Who was born in a leap month keeps the
 * ordinary month of that number, the first of the two, so that there is a birthday every year.
 */
export function birthdayIn(birthday: Birthday, year: number): Day {
  const { calendar, month, day } = birthday;
  if (calendar === 'lunar') return dayOfLunar(year, month, day);
  return daysFromCivil(year, month, Math.min(day, daysIn(year, month)));
}

/**
 * The day of this year on which a birthday is kept. The end of a lunar year falls into the next one's first months: until
 * such a month is over, the birthday of the lunar year before is the one to speak of.
 */
export function birthdayThisYear(birthday: Birthday, today: Day): Day {
  const { year, month } = civilFromDays(today);
  const before = birthday.calendar === 'lunar' ? birthdayIn(birthday, year - 1) : 0;
  const last = civilFromDays(before);
  return last.year === year && last.month >= month ? before : birthdayIn(birthday, year);
}

/** Whether a day is the birthday, or in its week (Monday to Sunday) or calendar month. */
export function isInBirthday(birthday: Birthday, today: Day, window: BirthdayWindow): boolean {
  const { year } = civilFromDays(today);
  // A lunar birthday of the year before may fall into this January, and a week reaches over the new year.
  return [year - 1, year, year + 1]
    .filter((one) => birthday.calendar === 'gregorian' || (one >= LUNAR_YEAR_MIN && one <= LUNAR_YEAR_MAX))
    .some((one) => isSameWindow(birthdayIn(birthday, one), today, window));
}

function isSameWindow(a: Day, b: Day, window: BirthdayWindow): boolean {
  if (window === 'day') return a === b;
  if (window === 'week') return mondayOf(a) === mondayOf(b);
  const [first, second] = [civilFromDays(a), civilFromDays(b)];
  return first.year === second.year && first.month === second.month;
}

/** 1 is Monday. 1970-01-01 was a Thursday. */
export function weekdayOf(day: Day): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

const mondayOf = (day: Day): Day => day - weekdayOf(day) + 1;

export function daysIn(year: number, month: number): number {
  const [nextYear, nextMonth] = month === 12 ? [year + 1, 1] : [year, month + 1];
  return daysFromCivil(nextYear, nextMonth, 1) - daysFromCivil(year, month, 1);
}
