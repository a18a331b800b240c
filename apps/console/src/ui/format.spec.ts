import {
  directionOf,
  formatAge,
  formatBalance,
  formatBytes,
  formatChange,
  formatCount,
  formatDay,
  formatInstant,
  formatMoney,
  formatPoints,
  formatShare,
  formatShareDistance,
} from './format';

const at = (iso: string) => Date.parse(iso);
const moment = { language: 'zh', timeZone: 'Asia/Shanghai', nowMs: at('2026-11-21T20:30:00+08:00') } as const;

it('never shows a balance below zero: what is owed stands beside it', () => {
  expect([1_200, 0, -1_602].map((points) => formatBalance(points, 'zh'))).toEqual([
    '1,200',
    '0',
    '0（欠 1,602）',
  ]);
  expect(formatBalance(-602, 'en')).toBe('0 (owes 602)');
  expect(formatBalance(null, 'en')).toBe('—');
});

it('shows what is unknown as a dash and never as zero', () => {
  for (const format of [
    formatCount,
    formatMoney,
    formatPoints,
    formatShare,
    formatChange,
    formatShareDistance,
  ]) {
    expect(format(null)).toBe('—');
    expect(format(undefined)).toBe('—');
    expect(format(NaN)).toBe('—');
  }
});

it.each`
  fen          | shown
  ${129900}    | ${'¥1,299.00'}
  ${0}         | ${'¥0.00'}
  ${1}         | ${'¥0.01'}
  ${-5000}     | ${'−¥50.00'}
  ${33333.335} | ${'¥333.33'}
`('shows $fen fen as $shown', ({ fen, shown }) => expect(formatMoney(fen)).toBe(shown));

it('gives movements of points a sign and balances none', () => {
  expect(formatPoints(12345)).toBe('12,345');
  expect(formatPoints(120, true)).toBe('+120');
  expect(formatPoints(-40, true)).toBe('−40');
  expect(formatPoints(-40)).toBe('−40');
  expect(formatPoints(0, true)).toBe('0');
});

it('shows shares with one decimal and changes with their sign', () => {
  expect(formatShare(0.1239)).toBe('12.4%');
  expect(formatChange(0.032)).toBe('+3.2%');
  expect(formatChange(-0.5)).toBe('−50.0%');
  expect(formatShareDistance(0.0123)).toBe('+1.2');
});

it('claims no direction for a change that rounds to zero', () => {
  expect(formatChange(0.0002)).toBe('0.0%');
  expect(formatChange(-0.0002)).toBe('0.0%');
  expect(directionOf(0.0002)).toBe('flat');
  expect(directionOf(0.01)).toBe('up');
  expect(directionOf(-0.01)).toBe('down');
  expect(directionOf(null)).toBe('flat');
});

it.each`
  instant                        | zh                      | en
  ${'2026-11-21T20:29:50+08:00'} | ${'刚刚'}               | ${'just now'}
  ${'2026-11-21T20:05:00+08:00'} | ${'25 分钟前'}          | ${'25 min ago'}
  ${'2026-11-21T08:00:00+08:00'} | ${'11月21日 08:00'}     | ${'21 Nov 08:00'}
  ${'2025-03-02T23:59:00+08:00'} | ${'2025年3月2日 23:59'} | ${'2 Mar 2025 23:59'}
  ${'2026-11-22T09:00:00+08:00'} | ${'11月22日 09:00'}     | ${'22 Nov 09:00'}
`('shows $instant as $zh and $en', ({ instant, zh, en }) => {
  expect(formatInstant(at(instant), moment)).toBe(zh);
  expect(formatInstant(at(instant), { ...moment, language: 'en' })).toBe(en);
});

it('names the year of a day only when it is another year', () => {
  expect(formatDay('2026-11-01', moment)).toBe('11月1日');
  expect(formatDay('2025-12-31', { ...moment, language: 'en' })).toBe('31 Dec 2025');
  expect(formatDay(null, moment)).toBe('—');
});

it('shows sizes and ages in their largest unit', () => {
  expect(formatBytes(900)).toBe('900 B');
  expect(formatBytes(2_621_440)).toBe('2.5 MB');
  expect(formatAge(8_200, 'en')).toBe('8 s');
  expect(formatAge(7_300_000, 'zh')).toBe('2 小时');
  expect(formatAge(null, 'zh')).toBe('—');
});

it.each([
  ['2026-03-08T07:00:00Z', 'America/New_York', '3月8日 03:00'],
  ['2026-11-01T05:30:00Z', 'America/New_York', '11月1日 01:30'],
  ['2026-11-01T06:30:00Z', 'America/New_York', '11月1日 01:30'],
  ['2026-11-20T18:15:00Z', 'Asia/Kathmandu', '11月21日 00:00'],
  ['2026-11-20T11:00:00Z', 'Pacific/Apia', '11月21日 00:00'],
])('shows %s on the clocks of %s as %s', (iso, timeZone, shown) =>
  expect(formatInstant(at(iso), { ...moment, timeZone })).toBe(shown),
);
