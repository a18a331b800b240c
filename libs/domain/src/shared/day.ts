import { assert } from './assert';
import { civilFromDays, DAY_MS, daysFromCivil, isDay, type Day } from './calendar';
import { zoneOffsetMs } from './zone';

/** The local calendar day of an instant: the one door from UTC milliseconds to days (HANDBOOK, opening paragraph). */
export function dayOf(instantMs: number, zone: string): Day {
  return Math.floor((instantMs + zoneOffsetMs(instantMs, zone)) / DAY_MS);
}

/**
 * The first instant of a local day, in UTC milliseconds. Where clocks jump over midnight the day starts at the jump;
 * a day that a zone skipped altogether starts, and ends, where the next one does.
 */
export function dayStartMs(day: Day, zone: string): number {
  const candidateMs = instantAt(day, 0, zone);
  if (dayOf(candidateMs, zone) === day && dayOf(candidateMs - 1, zone) < day) return candidateMs;
  return searchDayStartMs(day, zone);
}

/**
 * The instant at which local clocks show so many minutes after midnight. Where they show it twice it is one of the
 * two, where they jump over it an instant near the jump: for the exact start of a day there is `dayStartMs`.
 */
export function instantAt(day: Day, minuteOfDay: number, zone: string): number {
  const nominalMs = day * DAY_MS + minuteOfDay * 60_000;
  return nominalMs - zoneOffsetMs(nominalMs - zoneOffsetMs(nominalMs, zone), zone);
}

/** Offsets lie between −12 and +14 hours, so the start lies within 15 hours of the nominal midnight. */
function searchDayStartMs(day: Day, zone: string): number {
  let beforeMs = day * DAY_MS - 15 * 3_600_000;
  let insideMs = day * DAY_MS + (24 + 15) * 3_600_000;
  while (insideMs - beforeMs > 1) {
    const middleMs = Math.floor((beforeMs + insideMs) / 2);
    if (dayOf(middleMs, zone) >= day) insideMs = middleMs;
    else beforeMs = middleMs;
  }
  return insideMs;
}

/** Reads `2017-12-03`, that form alone, an existing date from 1900 to 2999; anything else is null. */
export function parseDay(text: string): Day | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return null;
  const [, year, month, dayOfMonth] = match.map(Number) as [number, number, number, number];
  if (month < 1 || month > 12 || dayOfMonth < 1 || dayOfMonth > 31) return null;
  const day = daysFromCivil(year, month, dayOfMonth);
  // 31 April would silently become 1 May: an impossible date does not survive the round trip.
  return isDay(day) && civilFromDays(day).dayOfMonth === dayOfMonth ? day : null;
}

/** Writes a day as `2017-12-03`. @throws InvariantError for the sentinels and other numbers that are no day */
export function formatDay(day: Day): string {
  assert(isDay(day), 'DAY-1', 'only days from 1900 to 2999 are written out');
  const { year, month, dayOfMonth } = civilFromDays(day);
  return `${year}-${twoDigits(month)}-${twoDigits(dayOfMonth)}`;
}

const INSTANT =
  /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(?:(Z)|([+-])(\d{2}):(\d{2}))$/;

/** No zone has ever been further from UTC than this many minutes; a larger offset is a typing error. */
const OFFSET_MINUTES_MAX = 14 * 60;

/**
 * Reads an ISO instant that says its offset (`2017-12-03T10:00:00+08:00`, `…Z`; seconds and a fraction are optional,
 * what is finer than a millisecond is cut) or a local day (`2017-12-03`, the start of that day in the zone).
 * Strict: a local time without offset, an impossible date or a leap second is null, never a guess.
 *
 * @returns UTC milliseconds, or null
 */
export function parseInstant(text: string, zone: string): number | null {
  const localDay = parseDay(text);
  if (localDay !== null) return dayStartMs(localDay, zone);
  const match = INSTANT.exec(text);
  if (!match) return null;
  const day = parseDay(match[1] ?? '');
  const [hours, minutes, seconds] = [Number(match[2]), Number(match[3]), Number(match[4] ?? 0)];
  if (day === null || hours > 23 || minutes > 59 || seconds > 59) return null;
  const offsetMinutes = readOffsetMinutes(match[7], Number(match[8] ?? 0), Number(match[9] ?? 0));
  if (offsetMinutes === null) return null;
  const milliseconds = Number((match[5] ?? '').padEnd(3, '0').slice(0, 3));
  const minuteOfDay = hours * 60 + minutes - offsetMinutes;
  return day * DAY_MS + minuteOfDay * 60_000 + seconds * 1000 + milliseconds;
}

function readOffsetMinutes(sign: string | undefined, hours: number, minutes: number): number | null {
  const total = hours * 60 + minutes;
  if (minutes > 59 || total > OFFSET_MINUTES_MAX) return null;
  return sign === '-' ? -total : total;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

/** Writes an instant as `parseInstant` reads it, by the clocks of the zone: `2017-12-03T10:00:00+08:00`. */
export function formatInstant(instantMs: number, zone: string): string {
  const offsetMs = zoneOffsetMs(instantMs, zone);
  const minutes = Math.abs(offsetMs) / 60_000;
  // Local mean time of before 1901 had seconds that no offset can say.
  if (!Number.isInteger(minutes)) return new Date(instantMs).toISOString();
  const local = new Date(instantMs + offsetMs).toISOString().replace(/(\.000)?Z$/, '');
  const offset = `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
  return `${local}${offsetMs < 0 ? '-' : '+'}${offset}`;
}

/** What the clocks of a zone show, for people who know the zone: `2017-12-03 10:00:00`. */
export const clockText = (instantMs: number, zone: string): string =>
  new Date(instantMs + zoneOffsetMs(instantMs, zone)).toISOString().slice(0, 19).replace('T', ' ');
