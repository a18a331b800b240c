import { isLargeChange, timesAsMuch, timesText } from './magnitude';

it.each([
  [100, 10_000, true, '100'],
  [100, 1, true, '0.01'],
  [100, 150, false, '1.5'],
  [100, 100, false, '1'],
  [300, 1_000, false, '3.3'],
])('%i to %i is large: %p, %s times as much', (before, after, isLarge, text) => {
  expect(isLargeChange(before, after)).toBe(isLarge);
  expect(timesText(timesAsMuch(before, after) ?? Number.NaN)).toBe(text);
});

it('takes something out of nothing for large, and knows no number of times for it', () => {
  expect(isLargeChange(0, 5)).toBe(true);
  expect(timesAsMuch(0, 5)).toBeNull();
});
