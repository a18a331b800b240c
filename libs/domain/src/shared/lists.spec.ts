import { appendTo, greatestOf, leastOf } from './lists';

it('takes lists that are longer than the stack is deep', () => {
  const many = Array.from({ length: 500_000 }, (_, i) => i);
  const all = [-1];
  appendTo(all, many);
  expect(all.length).toBe(500_001);
  expect([leastOf(all), greatestOf(all)]).toEqual([-1, 499_999]);
});

it('says of no numbers what Math says', () => {
  expect([leastOf([]), greatestOf([])]).toEqual([Math.min(), Math.max()]);
});
