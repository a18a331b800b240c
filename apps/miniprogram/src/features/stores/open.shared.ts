import type { ReplyOf } from '@liuliang/contract/client';
import type { Messages } from '../../messages.zh';
import { brandOffsetMs } from '../../platform/brand-clock';

type Hours = ReplyOf<'findStores'>['items'][number]['hours'];

const DAY_MINUTES = 1_440;
const MINUTE_MS = 60_000;

const clockOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** The brand's weekday (0 is Monday) and minute of an instant. */
function brandMoment(atMs: number): { day: number; minute: number } {
  const minutes = Math.floor((atMs + brandOffsetMs(atMs)) / MINUTE_MS);
  // 1 January 1970 was a Thursday.
  return { day: (Math.floor(minutes / DAY_MINUTES) + 3) % 7, minute: minutes % DAY_MINUTES };
}

/** Whether a store is open, and when that changes; null where nobody said when it opens. */
export function openness(
  hours: Hours,
  nowMs: number,
  { stores: t }: Messages,
): { isOpen: boolean; text: string } | null {
  if (hours.length === 0) return null;
  const { day, minute } = brandMoment(nowMs);
  const [today, tomorrow] = [hours[day] ?? null, hours[(day + 1) % 7] ?? null];
  if (today !== null && minute < today.fromMinute)
    return { isOpen: false, text: t.opensAt(clockOf(today.fromMinute)) };
  if (today !== null && minute < today.toMinute)
    return { isOpen: true, text: t.openUntil(clockOf(today.toMinute)) };
  if (tomorrow !== null) return { isOpen: false, text: t.opensTomorrow(clockOf(tomorrow.fromMinute)) };
  return { isOpen: false, text: today === null ? t.closedToday : t.closed };
}

/** Seven days in as few lines as say it: neighbours with the same hours are one. */
export function weekLines(hours: Hours, { stores: t }: Messages): readonly (readonly [string, string])[] {
  const said = hours.map((day) =>
    day === null ? t.rest : `${clockOf(day.fromMinute)}–${clockOf(day.toMinute)}`,
  );
  const lines: [from: number, to: number, text: string][] = [];
  said.forEach((text, day) => {
    const last = lines.at(-1);
    if (last?.[2] === text) last[1] = day;
    else lines.push([day, day, text]);
  });
  const name = (day: number): string => t.week[day] ?? '';
  return lines.map(([from, to, text]) => [from === to ? name(from) : `${name(from)}–${name(to)}`, text]);
}

/** Rounded as far as a rough place allows. */
export function distanceText(metres: number, { stores: t }: Messages): string {
  if (metres < 950) return t.metres(Math.max(Math.round(metres / 100), 1) * 100);
  return t.kilometres(metres < 99_500 ? (metres / 1_000).toFixed(1) : String(Math.round(metres / 1_000)));
}
