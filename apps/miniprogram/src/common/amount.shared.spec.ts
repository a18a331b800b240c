import { amountOf } from './amount.shared';

const limits = { least: 100, most: 5_000, mostToday: 2_000 };

it.each([
  ['', null, null],
  ['1,200', 1_200, null],
  ['1 200', 1_200, null],
  ['12.5', null, 'not_whole'],
  ['-5', null, 'not_whole'],
  ['99', null, 'too_small'],
  ['100', 100, null],
  ['2000', 2_000, null],
  ['2001', null, 'day_limit'],
  ['5001', null, 'too_many'],
])('reads %j as %s, problem %s', (typed, points, problem) =>
  expect(amountOf(typed, limits)).toEqual({ points, problem }),
);

it('knows no daily limit where there is none', () =>
  expect(amountOf('5000', { ...limits, mostToday: null })).toEqual({ points: 5_000, problem: null }));
