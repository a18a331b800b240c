import { zh } from '../../messages.zh';
import { learnBrandClock } from '../../platform/brand-clock';
import { distanceText, openness, weekLines } from './open.shared';

const open = { fromMinute: 600, toMinute: 1_320 };
const hours = [null, open, open, open, open, { fromMinute: 570, toMinute: 1_440 }, open];
/** In China; 23 November 2026 is a Monday. */
const at = (day: number, hour: number, minute = 0) => Date.UTC(2026, 10, day, hour - 8, minute);

beforeAll(() => learnBrandClock([[0, 480]]));

it.each([
  [at(24, 9, 59), false, '10:00 开门'],
  [at(24, 10), true, '营业中 · 22:00 打烊'],
  [at(24, 21, 59), true, '营业中 · 22:00 打烊'],
  [at(24, 22), false, '已打烊 · 明天 10:00 开门'],
  [at(28, 23, 59), true, '营业中 · 24:00 打烊'],
  [at(29, 23), false, '已打烊'],
  [at(23, 12), false, '已打烊 · 明天 10:00 开门'],
])('says in the brand’s zone whether it is open and when that changes', (nowMs, isOpen, text) => {
  expect(openness(hours, nowMs, zh)).toEqual({ isOpen, text });
});

it('says that it is closed all day, and nothing where nobody said', () => {
  expect(openness([null, null, open, open, open, open, open], at(23, 12), zh)?.text).toBe('今天休息');
  expect(openness([], at(23, 12), zh)).toBeNull();
});

it('tells a week in few lines', () => {
  expect(weekLines(hours, zh)).toEqual([
    ['周一', '休息'],
    ['周二–周五', '10:00–22:00'],
    ['周六', '09:30–24:00'],
    ['周日', '10:00–22:00'],
  ]);
});

it.each([
  [12, '约 100 米'],
  [949, '约 900 米'],
  [1_240, '约 1.2 公里'],
  [165_300, '约 165 公里'],
])('rounds %d metres', (metres, text) => {
  expect(distanceText(metres, zh)).toBe(text);
});
