import * as fc from 'fast-check';
import { civilFromDays } from '../shared/calendar';
import { formatDay, parseDay } from '../shared/day';
import {
  birthdayIn,
  birthdayThisYear,
  checkBirthday,
  isInBirthday,
  isMemberDay,
  lotDates,
  plainRules,
  type Birthday,
  type Expiry,
} from '.';
import { lastDay } from './lot-terms';

const SHANGHAI = 'Asia/Shanghai';
const day = (text: string) => parseDay(text) as number;
const lunar = (month: number, dayOfMonth: number): Birthday => ({
  calendar: 'lunar',
  month,
  day: dayOfMonth,
});
const born = (month: number, dayOfMonth: number): Birthday => ({
  calendar: 'gregorian',
  month,
  day: dayOfMonth,
});

describe('a birthday', () => {
  it('that is spoken of is the one of this month, where there is one', () => {
    const birthdays = fc.oneof(
      fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 })).map(([m, d]) => born(m, d)),
      fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 30 })).map(([m, d]) => lunar(m, d)),
    );
    const days = fc.integer({ min: day('2020-01-01'), max: day('2060-12-31') });
    fc.assert(
      fc.property(birthdays, days, (birthday, today) => {
        const on = birthdayThisYear(birthday, today);
        const isThisMonth = formatDay(on).slice(0, 7) === formatDay(today).slice(0, 7);
        expect(isThisMonth).toBe(isInBirthday(birthday, today, 'month'));
      }),
    );
    expect(formatDay(birthdayThisYear(lunar(12, 29), day('2034-01-05')))).toBe('2034-02-17');
    expect(formatDay(birthdayThisYear(lunar(8, 15), day('2026-11-30')))).toBe('2026-09-25');
  });

  it.each([
    [lunar(1, 1), 1930, '1930-01-30'],
    [lunar(8, 15), 2026, '2026-09-25'],
    [lunar(1, 1), 2033, '2033-01-31'],
    [lunar(12, 29), 2033, '2034-02-17'],
    [lunar(12, 30), 2100, '2101-01-28'],
    // June of 2025 comes twice: the ordinary one counts.
    [lunar(6, 15), 2025, '2025-07-09'],
    [lunar(7, 1), 2025, '2025-08-23'],
    // A short month has no 30th.
    [lunar(12, 30), 2025, '2026-02-16'],
    [born(2, 29), 2028, '2028-02-29'],
    [born(2, 29), 2027, '2027-02-28'],
  ])('%j of %i falls on %s', (birthday, year, expected) => {
    expect(formatDay(birthdayIn(birthday, year))).toBe(expected);
  });

  it('falls into every lunar year from 1930 to 2100, later days never before earlier ones', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1930, max: 2099 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 29 }),
        (year, month, date) => {
          const here = birthdayIn(lunar(month, date), year);
          expect(birthdayIn(lunar(month, date + 1), year) - here).toBeLessThanOrEqual(1);
          expect(birthdayIn(lunar(month, date), year + 1) - here).toBeGreaterThanOrEqual(353);
          expect(birthdayIn(lunar(month, date), year + 1) - here).toBeLessThanOrEqual(385);
        },
      ),
    );
  });

  it('is kept on its day, in its week from Monday to Sunday, and in its month', () => {
    const birthday = born(11, 18);
    const on = (text: string, window: 'day' | 'week' | 'month') => isInBirthday(birthday, day(text), window);
    expect(['2026-11-17', '2026-11-18'].map((one) => on(one, 'day'))).toEqual([false, true]);
    expect(['2026-11-15', '2026-11-16', '2026-11-22', '2026-11-23'].map((one) => on(one, 'week'))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(['2026-10-31', '2026-11-01', '2026-11-30', '2026-12-01'].map((one) => on(one, 'month'))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('is found over the new year', () => {
    expect(isInBirthday(born(1, 1), day('2026-12-31'), 'week')).toBe(true);
    expect(isInBirthday(lunar(12, 8), day('2026-01-26'), 'day')).toBe(true);
  });

  it.each([
    born(2, 30),
    born(4, 31),
    born(13, 1),
    born(0, 1),
    lunar(13, 1),
    lunar(1, 31),
    lunar(1, 0),
    lunar(1.5, 2),
  ])('is refused as %j', (birthday) => expect(checkBirthday(birthday).ok).toBe(false));
});

describe('a member day', () => {
  it('on the 31st falls on the last day of shorter months', () => {
    const rule = { percent: 200, on: 'monthDays' as const, days: [31] };
    expect(
      ['2026-02-28', '2026-04-30', '2026-05-30', '2026-05-31'].map((one) => isMemberDay(rule, day(one))),
    ).toEqual([true, true, false, true]);
  });

  it('on weekdays counts Monday as 1', () => {
    expect(isMemberDay({ percent: 200, on: 'weekdays', days: [6, 7] }, day('2026-11-22'))).toBe(true);
    expect(isMemberDay({ percent: 200, on: 'weekdays', days: [6, 7] }, day('2026-11-23'))).toBe(false);
  });
});

describe('the last day of points', () => {
  it.each<[Expiry, string, string]>([
    [{ kind: 'rolling', unit: 'day', count: 365 }, '2026-11-21', '2027-11-21'],
    [{ kind: 'rolling', unit: 'month', count: 1 }, '2026-01-31', '2026-02-28'],
    [{ kind: 'rolling', unit: 'month', count: 13 }, '2026-12-31', '2028-01-31'],
    [{ kind: 'calendar', months: 12, endOf: 'month' }, '2026-02-28', '2027-02-28'],
    [{ kind: 'calendar', months: 12, endOf: 'quarter' }, '2026-11-21', '2027-12-31'],
    [{ kind: 'calendar', months: 0, endOf: 'quarter' }, '2026-04-01', '2026-06-30'],
    [{ kind: 'calendar', months: 12, endOf: 'year' }, '2026-01-01', '2027-12-31'],
    [{ kind: 'fixed', month: 12, day: 31, years: 0 }, '2026-12-31', '2026-12-31'],
    [{ kind: 'fixed', month: 3, day: 31, years: 0 }, '2026-04-01', '2027-03-31'],
    [{ kind: 'fixed', month: 2, day: 29, years: 1 }, '2026-02-01', '2027-02-28'],
    [{ kind: 'sliding', days: 10, activity: 'earning' }, '2026-11-21', '2026-12-01'],
  ])('by %j from %s is %s', (expiry, from, last) => {
    expect(formatDay(lastDay(expiry, day(from)) as number)).toBe(last);
  });

  it('is never before the day on which they can be spent', () => {
    const anyExpiry: fc.Arbitrary<Expiry> = fc.oneof(
      fc.record({
        kind: fc.constant('rolling' as const),
        unit: fc.constantFrom('day', 'month'),
        count: fc.integer({ min: 1, max: 60 }),
      }),
      fc.record({
        kind: fc.constant('calendar' as const),
        months: fc.nat(36),
        endOf: fc.constantFrom('month', 'quarter', 'year'),
      }),
      fc.record({
        kind: fc.constant('fixed' as const),
        month: fc.integer({ min: 1, max: 12 }),
        day: fc.integer({ min: 1, max: 28 }),
        years: fc.nat(3),
      }),
    );
    const anyDay = fc.integer({ min: day('1990-01-01'), max: day('2090-01-01') });
    fc.assert(
      fc.property(anyExpiry, anyDay, (expiry, from) => {
        const last = lastDay(expiry, from) as number;
        expect(last).toBeGreaterThanOrEqual(from);
        if (expiry.kind === 'fixed')
          expect(civilFromDays(last)).toMatchObject({ month: expiry.month, dayOfMonth: expiry.day });
      }),
    );
  });
});

describe('lotDates', () => {
  const rules = {
    ...plainRules({ points: 1, perFen: 100 }),
    expiry: { kind: 'rolling', unit: 'day', count: 30 } as const,
  };
  const paidAtMs = Date.UTC(2026, 10, 21, 4);

  it('keeps points waiting until the return window is over at local midnight, and gives them their full validity', () => {
    const dates = lotDates(rules, 14, paidAtMs, SHANGHAI);
    expect(new Date(dates.activatesAtMs).toISOString()).toBe('2026-12-05T16:00:00.000Z');
    expect(new Date(dates.expiresAtMs).toISOString()).toBe('2027-01-05T16:00:00.000Z');
  });

  it('lets sliding points slide from the activity itself', () => {
    const dates = lotDates(
      { expiry: { kind: 'sliding', days: 30, activity: 'earning' } },
      0,
      paidAtMs,
      SHANGHAI,
    );
    expect(dates.extendToMs).toBe(dates.expiresAtMs);
  });
});
