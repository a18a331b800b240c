import { en } from '../../messages.en';
import { zh } from '../../messages.zh';
import { birthdayText, daysOf } from './birthday.shared';

it('writes a birthday by its own calendar', () => {
  expect(birthdayText({ calendar: 'gregorian', month: 5, day: 20 }, zh)).toBe('公历 5月20日');
  expect(birthdayText({ calendar: 'lunar', month: 8, day: 15 }, zh)).toBe('农历 八月十五');
  expect(birthdayText({ calendar: 'lunar', month: 12, day: 30 }, zh)).toBe('农历 腊月三十');
  expect(birthdayText({ calendar: 'gregorian', month: 2, day: 29 }, en)).toBe('29 Feb (Gregorian)');
});

it.each([
  ['gregorian', 2, 29],
  ['gregorian', 4, 30],
  ['gregorian', 12, 31],
  ['lunar', 2, 30],
] as const)('offers every day that %s month %d can have: %d', (calendar, month, days) =>
  expect(daysOf(calendar, month)).toBe(days),
);
