import type { Day } from './days';
import { dayOf } from './days';

export type Language = 'zh' | 'en';

/** What every unknown figure is shown as. Zero is a figure; this is not. */
export const UNKNOWN = '—';

const number = (value: number, digits = 0) =>
  value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });

const isKnown = (value: number | null | undefined): value is number =>
  value != null && Number.isFinite(value);

/** A whole count: 1,234. */
export const formatCount = (value: number | null | undefined): string =>
  isKnown(value) ? number(value) : UNKNOWN;

/** Money from fen: ¥1,299.00. Fractions of a fen (money per head) round to the nearest. */
export function formatMoney(fen: number | null | undefined): string {
  if (!isKnown(fen)) return UNKNOWN;
  const yuan = number(Math.abs(Math.round(fen)) / 100, 2);
  return Math.round(fen) < 0 ? `−¥${yuan}` : `¥${yuan}`;
}

/** Points with their direction when they are a movement: +120, −40. */
export function formatPoints(points: number | null | undefined, movement = false): string {
  if (!isKnown(points)) return UNKNOWN;
  const sign = points < 0 ? '−' : movement && points > 0 ? '+' : '';
  return `${sign}${number(Math.abs(points))}`;
}

/** What there is to use: never below zero, what is owed stands beside it. */
export function formatBalance(points: number | null | undefined, language: Language): string {
  if (!isKnown(points) || points >= 0) return formatPoints(points);
  const owed = number(-points);
  return language === 'zh' ? `0（欠 ${owed}）` : `0 (owes ${owed})`;
}

/** A share or rate between 0 and 1 as 12.4%. */
export const formatShare = (rate: number | null | undefined): string =>
  isKnown(rate) ? `${number(rate * 100, 1).replace('-', '−')}%` : UNKNOWN;

/** A relative change: +3.2%, −0.4%, 0.0%. */
export function formatChange(rate: number | null | undefined): string {
  if (!isKnown(rate)) return UNKNOWN;
  return `${signOf(rate)}${number(Math.abs(rate) * 100, 1)}%`;
}

/** The distance between two shares in percentage points: +1.2; the unit is the caller's word. */
export function formatShareDistance(distance: number | null | undefined): string {
  if (!isKnown(distance)) return UNKNOWN;
  return `${signOf(distance)}${number(Math.abs(distance) * 100, 1)}`;
}

// A change that prints as 0.0 carries no sign: "+0.0%" would claim a direction.
const signOf = (rate: number): string => (Math.abs(rate) * 100 < 0.05 ? '' : rate > 0 ? '+' : '−');

/** Which way a change points once it is rounded as it is shown. */
export const directionOf = (rate: number | null | undefined): 'up' | 'down' | 'flat' =>
  !isKnown(rate) || signOf(rate) === '' ? 'flat' : rate > 0 ? 'up' : 'down';

/** File size in the unit people expect beside a file name. */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${number(bytes / 1024, 1)} KB`;
  return `${number(bytes / 1024 / 1024, 1)} MB`;
}

/** How old something is, in its largest unit, for queues: 8 s, 4 min, 2 h, 3 d. */
export function formatAge(ageMs: number | null | undefined, language: Language): string {
  if (!isKnown(ageMs)) return UNKNOWN;
  const steps: readonly [number, string, string][] = [
    [86_400_000, ' 天', ' d'],
    [3_600_000, ' 小时', ' h'],
    [60_000, ' 分钟', ' min'],
    [1000, ' 秒', ' s'],
  ];
  const step = steps.find(([unitMs]) => ageMs >= unitMs) ?? steps[3]!; // The list has four entries.
  return `${Math.floor(ageMs / step[0])}${language === 'zh' ? step[1] : step[2]}`;
}

export interface Moment {
  readonly language: Language;
  readonly timeZone: string;
  readonly nowMs: number;
}

/** An instant in the brand's zone: 11月21日 20:00, with the year when it is another year, relative under an hour. */
export function formatInstant(
  instantMs: number | null | undefined,
  { language, timeZone, nowMs }: Moment,
): string {
  if (!isKnown(instantMs)) return UNKNOWN;
  const ageMs = nowMs - instantMs;
  if (ageMs >= 0 && ageMs < 60_000) return language === 'zh' ? '刚刚' : 'just now';
  if (ageMs >= 60_000 && ageMs < 3_600_000) {
    const minutes = Math.floor(ageMs / 60_000);
    return language === 'zh' ? `${minutes} 分钟前` : `${minutes} min ago`;
  }
  return `${formatDay(dayOf(instantMs, timeZone), { language, timeZone, nowMs })} ${formatClock(instantMs, timeZone)}`;
}

/** The time of day in the brand's zone: 20:00. */
export const formatClock = (instantMs: number, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(instantMs);

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A calendar month `2026-11`: 2026年11月 or Nov 2026. */
export function formatMonth(month: string | null | undefined, language: Language): string {
  if (!month) return UNKNOWN;
  const [year = 0, number = 1] = month.split('-').map(Number);
  return language === 'zh' ? `${year}年${number}月` : `${MONTHS[number - 1]} ${year}`;
}

/** A calendar day: 11月21日 or 21 Nov, with the year when it is not the current one. */
export function formatDay(day: Day | null | undefined, { language, timeZone, nowMs }: Moment): string {
  if (!day) return UNKNOWN;
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const isThisYear = dayOf(nowMs, timeZone).startsWith(day.slice(0, 4));
  if (language === 'zh') return `${isThisYear ? '' : `${year}年`}${month}月${date}日`;
  return `${date} ${MONTHS[month - 1]}${isThisYear ? '' : ` ${year}`}`;
}
