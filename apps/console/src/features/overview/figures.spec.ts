import {
  distance,
  earlierPeriods,
  flowsOf,
  growth,
  isEmpty,
  layersOf,
  movesOf,
  rate,
  sharesOf,
  stepDaysFor,
  totalsOf,
  type Star,
} from './figures';

const returning = {
  gmvFen: 0,
  netGmvFen: 0,
  orders: 0,
  buyers: 0,
  conversion: null,
  spendPerBuyerFen: null,
  spendPerOrderFen: null,
  repurchaseRate: null,
};

/** A report of a model with two layers; rows and columns of the flow: none, L1, L2. */
const star = (flow: number[][]): Star => ({
  S: {
    total: { from: 0, to: 0, growth: null, new: 0, lost: 0 },
    byLayer: { L1: { from: 0, to: 0, growth: null }, L2: { from: 0, to: 0, growth: null } },
  },
  T: { from: {}, to: {} },
  A: { flow, forward: {}, stay: {}, reverse: {} },
  R: { total: returning, byLayer: { none: returning } },
});

const moved = star([
  [100, 7, 3],
  [4, 20, 6],
  [1, 2, 10],
]);

it('reads the flow row by row, from none upwards, for any model', () => {
  expect(layersOf(moved)).toEqual(['L1', 'L2']);
  expect(flowsOf(moved)).toHaveLength(9);
  expect(flowsOf(moved)).toContainEqual({ from: 'L1', to: 'none', value: 4 });
  expect(flowsOf(moved)).toContainEqual({ from: 'none', to: 'L2', value: 3 });
});

it('counts moves of assets only: who was in no layer is new, not up', () => {
  expect(movesOf(moved)).toEqual({ up: 6, stay: 30, down: 7, base: 43 });
});

it('accounts for every asset of the first day exactly once', () => {
  const { up, stay, down, base } = movesOf(moved);
  expect(up + stay + down).toBe(base);
});

it('answers null, never zero, where there is nothing to divide by', () => {
  expect(rate(0, 0)).toBeNull();
  expect(growth(0, 5)).toBeNull();
  expect(growth(null, 5)).toBeNull();
  expect(distance(null, 0.5)).toBeNull();
  expect(growth(50, 40)).toBeCloseTo(-0.2);
});

it('puts earlier periods of the same length end to end before this one', () => {
  expect(earlierPeriods({ from: '2026-10-22', to: '2026-11-20', channel: 'pos' }, 2)).toEqual([
    { from: '2026-08-25', to: '2026-09-23', channel: 'pos' },
    { from: '2026-09-23', to: '2026-10-22', channel: 'pos' },
  ]);
});

it('keeps a series readable however long the period is', () => {
  expect(stepDaysFor({ from: '2026-10-22', to: '2026-11-20' })).toBe(1);
  expect(stepDaysFor({ from: '2025-11-20', to: '2026-11-20' })).toBe(4);
  expect(stepDaysFor({ from: '1990-01-01', to: '2026-11-20' })).toBe(92);
});

it('leaves customers in no layer out of the assets', () => {
  const assets = {
    layers: ['L1', 'L2'],
    points: [{ day: '2026-11-20', counts: { none: 90, L1: 6, L2: 4 } }],
  };
  expect(totalsOf(assets)).toEqual([10]);
  expect(sharesOf(assets, 'L2')).toEqual([0.4]);
  expect(
    sharesOf({ layers: ['L1'], points: [{ day: '2026-11-20', counts: { none: 90, L1: 0 } }] }, 'L1'),
  ).toEqual([null]);
});

it('knows an empty brand from one that has lost everybody', () => {
  expect(isEmpty(star([[5, 0, 0]]))).toBe(true);
  const lost = star([]);
  expect(isEmpty({ ...lost, S: { ...lost.S, total: { from: 3, to: 0, growth: -1, new: 0, lost: 3 } } })).toBe(
    false,
  );
});
