import type { ReplyOf } from '@liuliang/contract/client';

type Place = NonNullable<ReplyOf<'stores'>['items'][number]['place']>;
type Day = Place['hours'][number];

const DAY_MINUTES = 1_440;

const clockOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** A day as people write it; empty: closed. */
export const textOfDay = (day: Day): string =>
  day === null ? '' : `${clockOf(day.fromMinute)}-${clockOf(day.toMinute)}`;

/** What was typed: null is closed, undefined is nothing we understand. */
export function dayOfText(typed: string): Day | undefined {
  const text = typed.trim();
  if (text === '') return null;
  const parts = /^(\d{1,2})[:：](\d{2})\s*[-–—~～至]\s*(\d{1,2})[:：](\d{2})$/.exec(text);
  if (!parts) return undefined;
  const [fromHour = 0, fromRest = 0, toHour = 0, toRest = 0] = parts.slice(1).map(Number);
  const [fromMinute, toMinute] = [fromHour * 60 + fromRest, toHour * 60 + toRest];
  const isSound = fromRest < 60 && toRest < 60 && fromMinute < toMinute && toMinute <= DAY_MINUTES;
  return isSound ? { fromMinute, toMinute } : undefined;
}

/** Latitude and longitude as maps give them to copy; null: none, undefined: nothing we understand. */
export function pointOfText(typed: string): { latitude: number; longitude: number } | null | undefined {
  const text = typed.trim();
  if (text === '') return null;
  const [latitude, longitude, ...rest] = text.split(/[\s,，]+/).map(Number);
  if (latitude === undefined || longitude === undefined || rest.length > 0) return undefined;
  // Of what is turned round most is no latitude.
  const isSound = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  return isSound ? { latitude, longitude } : undefined;
}
