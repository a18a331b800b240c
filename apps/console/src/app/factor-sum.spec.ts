import { factorSum, type Factor } from './factor-sum';

const step = (kind: string, percent: number | null, adds: number | null): Factor => ({
  kind,
  of: '',
  percent,
  points: null,
  adds,
});
const shown = (factors: readonly Factor[], combine: string | null) => {
  const { steps, total } = factorSum(factors, combine);
  return [...steps.map(({ factor, how }) => [factor.kind, how, factor.adds]), total];
};

it('tells bonuses that are added as what each of them adds, and adds up', () =>
  expect(
    shown([step('base', null, 509), step('tier', 120, 102), step('member_day', 200, 509)], 'sum'),
  ).toEqual([['base', '', 509], ['tier', '+20%', 102], ['member_day', '+100%', 509], 1_120]));

it('tells multipliers as such where they are multiplied', () =>
  expect(shown([step('base', null, 100), step('tier', 150, 50), step('item', 50, -75)], 'product')).toEqual([
    ['base', '', 100],
    ['tier', '×1.5', 50],
    ['item', '×0.5', -75],
    75,
  ]));

it('leaves out what brought nothing because a higher one counts', () =>
  expect(
    shown([step('base', null, 100), step('tier', 120, 0), step('birthday', 200, 100)], 'highest'),
  ).toEqual([['base', '', 100], ['birthday', '+100%', 100], 200]));

it('claims no sum of explanations from before steps said what they brought', () =>
  expect(shown([step('base', null, null), step('tier', 120, null)], null)).toEqual([
    ['base', '', null],
    ['tier', '×1.2', null],
    null,
  ]));
