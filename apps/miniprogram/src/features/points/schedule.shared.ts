import type { Messages } from '../../messages.zh';
import { date, lastDate, points } from '../../ui/format.shared';

interface Scheduled {
  readonly atMs: number;
  readonly points: number;
}

/** As many dates as a line can hold; the rest is counted. */
const SHOWN_MAX = 2;

function listed(
  schedule: readonly Scheduled[],
  one: (entry: Scheduled) => string,
  words: Messages,
): string | null {
  if (schedule.length === 0) return null;
  const parts = schedule.slice(0, SHOWN_MAX).map(one);
  const rest = schedule.length - SHOWN_MAX;
  return [...parts, ...(rest > 0 ? [words.points.andMore(rest)] : [])].join(' · ');
}

/** When what is pending can be used: 12月5日 +800 · 12月9日 +499. */
export const pendingDates = (schedule: readonly Scheduled[], nowMs: number, words: Messages): string | null =>
  listed(
    schedule,
    ({ atMs, points: count }) => words.points.becomes(points(count), date(atMs, nowMs, words)),
    words,
  );

/** What expires until when: 120 积分 12月31日 到期. */
export const expiryDates = (schedule: readonly Scheduled[], nowMs: number, words: Messages): string | null =>
  listed(
    schedule,
    ({ atMs, points: count }) => words.points.expires(points(count), lastDate(atMs, nowMs, words)),
    words,
  );

/** What is good until when, of points that last for long: 3,631 积分 到 2027年12月31日. */
export const validDates = (schedule: readonly Scheduled[], nowMs: number, words: Messages): string | null =>
  listed(
    schedule,
    ({ atMs, points: count }) => words.points.goodUntil(points(count), lastDate(atMs, nowMs, words)),
    words,
  );

export const pointsIn = (schedule: readonly Scheduled[]): number =>
  schedule.reduce((sum, entry) => sum + entry.points, 0);
