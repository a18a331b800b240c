import { en } from '../messages.en';
import { zh } from '../messages.zh';
import { learnBrandClock } from '../platform/brand-clock';
import {
  date,
  day,
  instant,
  lastDate,
  monthOf,
  moment,
  money,
  points,
  pointsChange,
  groupedDigits,
} from './format.shared';

beforeEach(() => learnBrandClock([[0, 480]]));

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

it('says that what ends today ends tonight, or at what time', () => {
  const midnight = Date.UTC(2026, 10, 21, 16);
  expect(lastDate(midnight, NOW_MS, zh)).toBe('今晚 24:00');
  expect(lastDate(midnight, NOW_MS, en)).toBe('tonight at 24:00');
  expect(lastDate(Date.UTC(2026, 10, 21, 14, 30), NOW_MS, zh)).toBe('今天 22:30');
  expect(lastDate(midnight + 1, NOW_MS, zh)).toBe('11月22日');
  expect(lastDate(Date.UTC(2026, 10, 21, 11), NOW_MS, zh)).toBe('11月21日');
});

describe('the clocks of other brands', () => {
  const at = Date.parse;

  it('go on and back in New York', () => {
    learnBrandClock([
      [0, -300],
      [at('2026-03-08T07:00:00Z'), -240],
      [at('2026-11-01T06:00:00Z'), -300],
    ]);
    const inMarch = [at('2026-03-08T06:59:00Z'), at('2026-03-08T07:00:00Z')];
    expect(inMarch.map((atMs) => instant(atMs, NOW_MS, en))).toEqual(['8 Mar 01:59', '8 Mar 03:00']);
    const inNovember = [at('2026-11-01T05:30:00Z'), at('2026-11-01T06:30:00Z'), at('2026-11-01T07:30:00Z')];
    expect(inNovember.map((atMs) => instant(atMs, NOW_MS, zh))).toEqual([
      '11月1日 01:30',
      '11月1日 01:30',
      '11月1日 02:30',
    ]);
    // What ends with a day ends at its own midnight, before and after the change.
    expect(lastDate(at('2026-03-08T05:00:00Z'), NOW_MS, en)).toBe('7 Mar');
    expect(lastDate(at('2026-03-09T04:00:00Z'), NOW_MS, en)).toBe('8 Mar');
    expect(monthOf(at('2026-12-01T04:59:59Z'))).toBe('2026-11');
  });

  it('are three quarters of an hour apart in Kathmandu, and a day ahead in Apia', () => {
    learnBrandClock([[0, 345]]);
    expect(instant(at('2026-11-20T18:15:00Z'), NOW_MS, en)).toBe('21 Nov 00:00');
    learnBrandClock([
      [0, -600],
      [at('2011-12-30T10:00:00Z'), 840],
      [at('2012-03-31T14:00:00Z'), 780],
    ]);
    expect(day(at('2011-12-30T09:59:59Z'), en)).toBe('29 Dec 2011');
    expect(day(at('2011-12-30T10:00:00Z'), en)).toBe('31 Dec 2011');
    expect(instant(at('2026-11-20T11:00:00Z'), NOW_MS, en)).toBe('21 Nov 00:00');
  });
});
