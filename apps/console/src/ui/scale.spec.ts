import { niceMax } from './scale';

it('ends an axis at a round figure at or above what it holds', () => {
  for (const value of [1, 3, 7, 19, 101, 999, 1834, 20_000, 123_456]) {
    expect(niceMax(value)).toBeGreaterThanOrEqual(value);
    expect(niceMax(value)).toBeLessThanOrEqual(Math.max(4, value * 1.51));
  }
  expect(niceMax(1834)).toBe(2000);
  expect(niceMax(0)).toBe(0);
});
