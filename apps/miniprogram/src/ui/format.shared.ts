import type { Messages } from '../messages.zh';
import { brandOffsetMs } from '../platform/brand-clock';

/**
 * Numbers, money and time as people read them. Written out because WeChat on Android carries no locale data for
 * `Intl`, and because a figure must read the same on every screen.
 */

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const group = (digits: string): string => digits.replace(/\B(?=(\d{3})+$)/g, ',');

/** Whole points with separators and a true minus sign: 1,299 · −40. */
export const points = (value: number): string => `${value < 0 ? '−' : ''}${group(String(Math.abs(value)))}`;

/** A change of points, sign always shown: +1,299 · −40 · 0. */
export const pointsChange = (value: number): string => `${value > 0 ? '+' : ''}${points(value)}`;

/** Fen as yuan: 129900 → ¥1,299.00. */
export function money(fen: number): string {
  const yuan = String(Math.floor(Math.abs(fen) / 100));
  const cents = String(Math.abs(fen) % 100).padStart(2, '0');
  return `${fen < 0 ? '−' : ''}¥${group(yuan)}.${cents}`;
}

/** A brand's days are its days wherever the phone is: the UTC fields of this are what the brand's clocks show. */
const brandTime = (atMs: number): Date => new Date(atMs + brandOffsetMs(atMs));
const isChinese = (words: Messages): boolean => words.months[0] === '1月';

/** 2026年11月21日 · 21 Nov 2026. */
export function day(atMs: number, words: Messages): string {
  const at = brandTime(atMs);
  const month = words.months[at.getUTCMonth()] ?? '';
  const date = at.getUTCDate();
  const year = at.getUTCFullYear();
  return isChinese(words) ? `${year}年${month}${date}日` : `${date} ${month} ${year}`;
}

/** 12月31日, with the year when it is not this one: the last day of something is what people plan by. */
export function date(atMs: number, nowMs: number, words: Messages): string {
  const at = brandTime(atMs);
  if (at.getUTCFullYear() !== brandTime(nowMs).getUTCFullYear()) return day(atMs, words);
  const month = words.months[at.getUTCMonth()] ?? '';
  return isChinese(words) ? `${month}${at.getUTCDate()}日` : `${at.getUTCDate()} ${month}`;
}

/** A day of the year that comes as 2026-05-20: 5月20日 · 20 May. */
export function monthDay(text: string, words: Messages): string {
  const [, month = '1', date = '1'] = text.split('-');
  const name = words.months[Number(month) - 1] ?? '';
  return isChinese(words) ? `${name}${Number(date)}日` : `${Number(date)} ${name}`;
}

/** A number for each of the brand's days. */
export const dayKey = (atMs: number): number => dayNumber(atMs);

const dayNumber = (atMs: number): number => Math.floor((atMs + brandOffsetMs(atMs)) / (24 * HOUR_MS));

/**
 * An end is the first instant after: what ends at midnight was last good on the day before. What ends today says at what
 * time, because then a day is not enough to act by.
 */
export function lastDate(endMs: number, nowMs: number, words: Messages): string {
  const lastMs = Math.max(endMs - 1, 0);
  if (endMs <= nowMs || dayNumber(lastMs) !== dayNumber(nowMs)) return date(lastMs, nowMs, words);
  return dayNumber(endMs) === dayNumber(nowMs)
    ? words.common.todayAt(clockOf(brandTime(endMs)))
    : words.common.tonight;
}

/** The brand's calendar month of an instant: 2026-11. */
export function monthOf(atMs: number): string {
  const at = brandTime(atMs);
  return `${at.getUTCFullYear()}-${String(at.getUTCMonth() + 1).padStart(2, '0')}`;
}

const clockOf = (at: Date): string =>
  `${String(at.getUTCHours()).padStart(2, '0')}:${String(at.getUTCMinutes()).padStart(2, '0')}`;

/** 20:00 by the brand's clock. */
export const clockTime = (atMs: number): string => clockOf(brandTime(atMs));

/** 11月21日 20:00, with the year when it is not this one. */
export function instant(atMs: number, nowMs: number, words: Messages): string {
  const at = brandTime(atMs);
  const clock = clockOf(at);
  if (at.getUTCFullYear() !== brandTime(nowMs).getUTCFullYear()) return `${day(atMs, words)} ${clock}`;
  const month = words.months[at.getUTCMonth()] ?? '';
  const date = at.getUTCDate();
  return isChinese(words) ? `${month}${date}日 ${clock}` : `${date} ${month} ${clock}`;
}

/** The same, but relative under an hour: 刚刚, 20 分钟前. */
export function moment(atMs: number, nowMs: number, words: Messages): string {
  const agoMs = nowMs - atMs;
  if (agoMs >= 0 && agoMs < MINUTE_MS) return words.common.justNow;
  if (agoMs >= 0 && agoMs < HOUR_MS) return words.common.minutesAgo(Math.floor(agoMs / MINUTE_MS));
  return instant(atMs, nowMs, words);
}

/** Code digits in groups of four, to be read out: 4829 1307. */
export const groupedDigits = (code: string): string => code.replace(/(.{4})(?=.)/g, '$1 ');
