import { monthEndMs, monthOr, monthsBefore } from './months';

describe('months', () => {
  it.each([
    ['2026-11', 0, '2026-11'],
    ['2026-11', 2, '2026-09'],
    ['2026-01', 2, '2025-11'],
    ['2026-12', 12, '2025-12'],
  ])('%s less %i is %s', (month, count, before) => expect(monthsBefore(month, count)).toBe(before));

  it('end where the next one begins, where the brand is', () => {
    expect(monthEndMs('2026-12', 'Asia/Shanghai')).toBe(Date.parse('2027-01-01T00:00:00+08:00'));
    expect(monthEndMs('2026-11', 'UTC')).toBe(Date.parse('2026-12-01T00:00:00Z'));
  });

  it.each([[null], ['2026-13'], ['2026-1'], ['x']])('takes another for %s', (text) =>
    expect(monthOr(text, '2026-11')).toBe('2026-11'),
  );
});
