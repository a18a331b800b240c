import { periodsOn } from './periods';

const on = (today: string) =>
  Object.fromEntries(periodsOn(today).map(({ name, from, to }) => [name, `${from} ${to}`]));

it('names months, quarters and years by the day before them and their last whole day', () => {
  expect(on('2026-11-30')).toEqual({
    last7: '2026-11-23 2026-11-29',
    last30: '2026-10-31 2026-11-29',
    last90: '2026-09-01 2026-11-29',
    month: '2026-10-31 2026-11-29',
    lastMonth: '2026-09-30 2026-10-31',
    quarter: '2026-09-30 2026-11-29',
    lastQuarter: '2026-06-30 2026-09-30',
    year: '2025-12-31 2026-11-29',
    overYear: '2025-11-29 2026-11-29',
  });
});

it('goes over the turn of the year, and leaves out what has no whole day yet', () => {
  expect(on('2027-01-01')).toMatchObject({
    lastMonth: '2026-11-30 2026-12-31',
    lastQuarter: '2026-09-30 2026-12-31',
    overYear: '2025-12-31 2026-12-31',
  });
  expect(Object.keys(on('2027-01-01'))).not.toContain('month');
  expect(Object.keys(on('2027-01-01'))).not.toContain('year');
});

it('sets the 29th of February against the 28th', () =>
  expect(on('2028-03-01')['overYear']).toBe('2027-02-28 2028-02-29'));
