import { addDays, dayOf, daysBetween, isDay } from './days';

it('cuts days at midnight of the brand, not of UTC', () => {
  const lateEveningUtc = Date.UTC(2026, 10, 20, 16, 0, 0);
  expect(dayOf(lateEveningUtc, 'UTC')).toBe('2026-11-20');
  expect(dayOf(lateEveningUtc, 'Asia/Shanghai')).toBe('2026-11-21');
});

it('counts days across months and leap years', () => {
  expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
  expect(addDays('2026-11-21', -30)).toBe('2026-10-22');
  expect(daysBetween('2026-10-22', '2026-11-20')).toBe(29);
});

it.each(['2026-02-29', '2026-13-01', '26-01-01', '', 'today', null])('does not take %p for a day', (text) => {
  expect(isDay(text)).toBe(false);
});
