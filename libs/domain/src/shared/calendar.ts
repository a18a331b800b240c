/** Whole days since 1970-01-01 in the brand's time zone. A plain integer, so that windows are subtractions in SQL too. */
export type Day = number;

export const DAY_MS = 86_400_000;

/** 1900-01-01 and 2999-12-31. A date outside is a typing error, and would run into the sentinels of customer states. */
export const DAY_MIN: Day = daysFromCivil(1900, 1, 1);
export const DAY_MAX: Day = daysFromCivil(2999, 12, 31);

export function isDay(value: unknown): value is Day {
  return Number.isSafeInteger(value) && (value as number) >= DAY_MIN && (value as number) <= DAY_MAX;
}

/**
 * Days from 1970-01-01 to a date of the proleptic Gregorian calendar. Years start in March here, which puts the leap
 * day last, and eras are 400 years (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
 */
export function daysFromCivil(year: number, month: number, dayOfMonth: number): Day {
  const shiftedYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(shiftedYear / 400);
  const yearOfEra = shiftedYear - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + dayOfMonth - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

export interface CivilDate {
  readonly year: number;
  readonly month: number;
  readonly dayOfMonth: number;
}

/** The inverse of `daysFromCivil`. */
export function civilFromDays(day: Day): CivilDate {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    dayOfMonth: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
  };
}
