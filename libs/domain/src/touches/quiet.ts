import { assert } from '../shared/assert';
import { dayOf, instantAt } from '../shared/day';
import { zoneOffsetMs } from '../shared/zone';
import { DAY_MS } from '../shared/calendar';

/** Local hours in which nobody is disturbed: from `from` (inside) to `to` (outside), over midnight when from > to. */
export interface QuietHours {
  readonly from: number;
  readonly to: number;
}

/** 22:00–08:00 (HANDBOOK 14). */
export const DEFAULT_QUIET_HOURS: QuietHours = { from: 22, to: 8 };

const HOUR_MS = 3_600_000;

/** When the present quiet hours end, in UTC milliseconds, or null outside them. Equal hours mean never quiet. */
export function quietUntil(nowMs: number, zone: string, { from, to }: QuietHours): number | null {
  assert(isHour(from) && isHour(to), 'TOUCH-1', 'quiet hours are whole local hours from 0 to 23');
  const localMs = nowMs + zoneOffsetMs(nowMs, zone);
  const hour = Math.floor((localMs - Math.floor(localMs / DAY_MS) * DAY_MS) / HOUR_MS);
  if (!isQuietHour(hour, { from, to })) return null;
  const today = dayOf(nowMs, zone);
  return instantAt(hour < to ? today : today + 1, to * 60, zone);
}

function isQuietHour(hour: number, { from, to }: QuietHours): boolean {
  return from <= to ? hour >= from && hour < to : hour >= from || hour < to;
}

function isHour(hour: number): boolean {
  return Number.isInteger(hour) && hour >= 0 && hour <= 23;
}
