import { marginOf } from './margin';

it.each([
  [177_000, 2, 32_000, 113_000],
  [1_000, 3, 400, -200],
  [0, 0, 400, 0],
  [1_000, 1, 0, 1_000],
  [1_000, 1, null, null],
])('of %d fen for %d pieces at %s each is %s', (amountFen, pieces, costFen, margin) => {
  expect(marginOf(amountFen, pieces, costFen)).toBe(margin);
});
