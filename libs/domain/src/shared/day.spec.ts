import * as fc from 'fast-check';
import {
  DAY_MAX,
  DAY_MIN,
  dayOf,
  dayStartMs,
  formatDay,
  InvariantError,
  isValidZone,
  parseDay,
  parseInstant,
} from '.';

const SHANGHAI = 'Asia/Shanghai';
const anyDay = fc.integer({ min: DAY_MIN, max: DAY_MAX });

describe('parseDay', () => {
  it.each([
    ['1970-01-01', 0],
    ['1969-12-31', -1],
    ['2000-02-29', 11_016],
    ['2017-12-03', 17_503],
  ])('reads %s as day %i', (text, day) => expect(parseDay(text)).toBe(day));

  it.each([
    '2017-2-3',
    '2017-02-29',
    '2100-02-29',
    '2017-04-31',
    '2017-13-01',
    '2017-00-01',
    '2017-01-00',
    '',
  ])('refuses %p', (text) => expect(parseDay(text)).toBeNull());

  it.each([
    ' 2017-12-03',
    '2017-12-03\n',
    '20171203',
    '2017/12/03',
    '0001-01-01',
    '9999-12-31',
    '２０１７-12-03',
  ])('refuses %p', (text) => expect(parseDay(text)).toBeNull());

  it('reads back every day that formatDay writes', () => {
    fc.assert(fc.property(anyDay, (day) => expect(parseDay(formatDay(day))).toBe(day)));
  });

  it('agrees with the runtime calendar', () => {
    fc.assert(
      fc.property(anyDay, (day) =>
        expect(formatDay(day)).toBe(new Date(day * 86_400_000).toISOString().slice(0, 10)),
      ),
    );
  });
});

describe('formatDay', () => {
  it('refuses to write the sentinels out as dates', () => {
    expect(() => formatDay(2_000_000)).toThrow(InvariantError);
    expect(() => formatDay(-1_000_000)).toThrow(InvariantError);
    expect(() => formatDay(0.5)).toThrow(InvariantError);
  });
});

describe('dayOf', () => {
  it('cuts days at local midnight, not at UTC midnight', () => {
    const lastMs = Date.UTC(2017, 11, 3, 15, 59, 59, 999);
    expect(formatDay(dayOf(lastMs, SHANGHAI))).toBe('2017-12-03');
    expect(formatDay(dayOf(lastMs + 1, SHANGHAI))).toBe('2017-12-04');
    expect(formatDay(dayOf(lastMs + 1, 'UTC'))).toBe('2017-12-03');
  });

  it('follows the summer time that China kept from 1986 to 1991', () => {
    expect(formatDay(dayOf(Date.UTC(1988, 6, 1, 15, 0), SHANGHAI))).toBe('1988-07-02');
  });

  it.each(['Asia/Shanghai', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Chatham', 'Australia/Lord_Howe'])(
    'agrees with Intl in %s',
    (zone) => {
      const written = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' });
      fc.assert(
        fc.property(fc.integer({ min: 0, max: 2 ** 41 }), (instantMs) => {
          expect(formatDay(dayOf(instantMs, zone))).toBe(written.format(instantMs));
        }),
      );
    },
  );
});

describe('dayStartMs', () => {
  it.each(['Asia/Shanghai', 'America/New_York', 'America/Santiago', 'Asia/Beirut', 'Pacific/Chatham'])(
    'is the first instant of its day in %s, also where clocks jump over midnight',
    (zone) => {
      fc.assert(
        fc.property(fc.integer({ min: parseDay('1971-01-01')!, max: parseDay('2037-12-31')! }), (day) => {
          const startMs = dayStartMs(day, zone);
          expect([dayOf(startMs, zone), dayOf(startMs - 1, zone)]).toEqual([day, day - 1]);
        }),
      );
    },
  );

  it('gives a skipped day no length', () => {
    const skipped = parseDay('2011-12-30')!;
    expect(dayStartMs(skipped, 'Pacific/Apia')).toBe(dayStartMs(skipped + 1, 'Pacific/Apia'));
  });
});

describe('parseInstant', () => {
  it.each([
    ['2017-12-03T10:00:00+08:00', '2017-12-03T02:00:00.000Z'],
    ['2017-12-03T10:00:00Z', '2017-12-03T10:00:00.000Z'],
    ['2017-12-03T10:00Z', '2017-12-03T10:00:00.000Z'],
    ['2017-12-03T00:00:00.5-03:30', '2017-12-03T03:30:00.500Z'],
    ['2017-12-03T10:00:00.123999999Z', '2017-12-03T10:00:00.123Z'],
    ['2017-12-03', '2017-12-02T16:00:00.000Z'],
  ])('reads %s', (text, utc) => expect(new Date(parseInstant(text, SHANGHAI)!).toISOString()).toBe(utc));

  it.each([
    '2017-12-03T10:00:00',
    '2017-12-03 10:00:00Z',
    '2017-12-03T24:00:00Z',
    '2017-12-03T10:60:00Z',
    '2017-12-31T23:59:60Z',
    '2017-02-29T10:00:00Z',
    '2017-12-03T10:00:00+15:00',
    '2017-12-03T10:00:00+08:60',
    '2017-12-03T10:00:00+0800',
    '2017-12-03T10:00:00z',
    '1511544070',
    'today',
    '',
  ])('refuses %p', (text) => expect(parseInstant(text, SHANGHAI)).toBeNull());

  it('reads what the runtime writes, whatever the offset', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date('2900-01-01'), noInvalidDate: true }), (date) => {
        expect(parseInstant(date.toISOString(), SHANGHAI)).toBe(date.getTime());
      }),
    );
  });
});

describe('isValidZone', () => {
  it.each(['Asia/Shanghai', 'UTC', 'America/Argentina/Buenos_Aires'])('knows %s', (zone) =>
    expect(isValidZone(zone)).toBe(true),
  );
  it.each(['', 'Mars/Phobos', '+08:00', 'Asia/Shanghai ', 'x'.repeat(200)])('refuses %p', (zone) =>
    expect(isValidZone(zone)).toBe(false),
  );
});
