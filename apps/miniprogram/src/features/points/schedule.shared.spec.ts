import { en } from '../../messages.en';
import { zh } from '../../messages.zh';
import { expiryDates, pendingDates } from './schedule.shared';

const NOW_MS = Date.UTC(2026, 10, 22, 4);
const midnightAfter = (month: number, date: number): number => Date.UTC(2026, month - 1, date, 16);

it('says what expires by its last day', () => {
  expect(expiryDates([{ atMs: midnightAfter(12, 31), points: 120 }], NOW_MS, zh)).toBe(
    '120 积分 12月31日 到期',
  );
  expect(expiryDates([{ atMs: midnightAfter(12, 31), points: 1_200 }], NOW_MS, en)).toBe(
    '1,200 points expire 31 Dec',
  );
});

it('lists two dates and counts the rest', () => {
  const schedule = [1, 2, 3, 4].map((date) => ({ atMs: Date.UTC(2026, 11, date), points: date * 100 }));
  expect(pendingDates(schedule, NOW_MS, zh)).toBe('12月1日 +100 · 12月2日 +200 · 另有 2 笔');
});

it('says nothing about nothing', () => expect(expiryDates([], NOW_MS, zh)).toBeNull());
