import { dayOf } from './days';
import { formatClock } from './format';

const MINUTE_MS = 60_000;

/** `2026-11-21T20:00` as clocks in a zone show an instant. */
export const wallTextOf = (instantMs: number, timeZone: string): string =>
  `${dayOf(instantMs, timeZone)}T${formatClock(instantMs, timeZone)}`;

/**
 * The instant at which clocks in a zone show `2026-11-21T20:00`; the browser's own zone plays no part. A time that
 * the clocks skip in spring is the instant that many minutes after the change, one that they show twice is the first.
 */
export function instantOfWall(wallText: string, timeZone: string): number {
  const wanted = Date.parse(`${wallText}:00Z`);
  const offsetAt = (instantMs: number) =>
    Date.parse(`${wallTextOf(instantMs, timeZone)}:00Z`) - Math.floor(instantMs / MINUTE_MS) * MINUTE_MS;
  // The offsets on both sides of any change near it; a zone moves its clocks at most once within two days.
  const candidates = [wanted - 86_400_000, wanted + 86_400_000].map((near) => wanted - offsetAt(near));
  const fitting = candidates.filter((instantMs) => wallTextOf(instantMs, timeZone) === wallText);
  return fitting.length > 0 ? Math.min(...fitting) : Math.max(...candidates);
}

/** An instant by the clocks of a zone, for files and hovers: `2026-11-21T20:00:05+08:00`. */
export function isoInZone(instantMs: number, timeZone: string): string {
  const format = { timeZone, hour: '2-digit', minute: '2-digit', second: '2-digit' } as const;
  const wall = `${dayOf(instantMs, timeZone)}T${new Intl.DateTimeFormat('en-GB', format).format(instantMs)}`;
  const minutes = Math.round((Date.parse(`${wall}Z`) - instantMs) / MINUTE_MS);
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  const two = (value: number) => String(value).padStart(2, '0');
  return `${wall}${minutes < 0 ? '-' : '+'}${two(hours)}:${two(rest)}`;
}
