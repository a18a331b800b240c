import { en } from '../messages.en';
import { zh } from '../messages.zh';
import {
  date,
  day,
  instant,
  lastDate,
  moment,
  money,
  points,
  pointsChange,
  groupedDigits,
} from './format.shared';

const NOW_MS = Date.UTC(2026, 10, 21, 12); // 20:00 in China.

it.each([
  [0, '0'],
  [999, '999'],
  [1_299, '1,299'],
  [1_234_567, '1,234,567'],
  [-340, '−340'],
])('writes %d points as %s', (value, text) => expect(points(value)).toBe(text));

it('always shows the sign of a change, and none for nothing', () => {
  expect([1_299, -40, 0].map(pointsChange)).toEqual(['+1,299', '−40', '0']);
});

it.each([
  [0, '¥0.00'],
  [5, '¥0.05'],
  [129_900, '¥1,299.00'],
  [-34_000, '−¥340.00'],
  [1_000_000_000_000, '¥10,000,000,000.00'],
])('writes %d fen as %s', (fen, text) => expect(money(fen)).toBe(text));

it('names days and moments in the brand’s zone, whatever the phone’s', () => {
  const lateInChina = Date.UTC(2026, 10, 20, 16, 5); // 00:05 on the 21st there.
  expect(day(lateInChina, zh)).toBe('2026年11月21日');
  expect(day(lateInChina, en)).toBe('21 Nov 2026');
  expect(instant(lateInChina, NOW_MS, zh)).toBe('11月21日 00:05');
  expect(instant(lateInChina, NOW_MS, en)).toBe('21 Nov 00:05');
});

it('adds the year once it is not this one', () => {
  expect(instant(Date.UTC(2025, 11, 31, 15), NOW_MS, zh)).toBe('2025年12月31日 23:00');
});

it('is relative only under an hour, and never about the future', () => {
  expect(moment(NOW_MS - 30_000, NOW_MS, zh)).toBe('刚刚');
  expect(moment(NOW_MS - 59 * 60_000, NOW_MS, zh)).toBe('59 分钟前');
  expect(moment(NOW_MS - 60 * 60_000, NOW_MS, zh)).toBe('11月21日 19:00');
  expect(moment(NOW_MS + 60_000, NOW_MS, zh)).toBe('11月21日 20:01');
});

it('groups the digits of a code for reading out', () => {
  expect(['48291307', '482913', '4829'].map(groupedDigits)).toEqual(['4829 1307', '4829 13', '4829']);
});

it('names the last day of what ends at midnight, and leaves out the year while it is this one', () => {
  const newYear = Date.UTC(2026, 11, 31, 16);
  expect(lastDate(newYear, NOW_MS, zh)).toBe('12月31日');
  expect(lastDate(newYear, NOW_MS, en)).toBe('31 Dec');
  expect(date(newYear, NOW_MS, zh)).toBe('2027年1月1日');
});
