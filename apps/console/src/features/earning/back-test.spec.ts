import { costOf, findingOf, type BackTestResult } from './back-test';

const result = (points: number, posted: number): BackTestResult => ({
  total: {
    members: 1,
    orders: 1,
    points,
    guidePoints: 10,
    growth: 0,
    costFen: 0,
    postedPoints: posted,
    postedGuidePoints: posted === 0 ? 0 : 10,
  },
  byTier: [],
  byLayer: [],
  costPerPointFen: { fen: 100, points: 100 },
});

describe('what a back-test found', () => {
  it.each([
    [1200, 1000, 'more', 200],
    [800, 1000, 'less', 200],
    [1000, 1000, 'same', 0],
    [990, 0, 'moreFirst', 1000],
  ] as const)('for %i against %i points is %s by %i', (points, posted, kind, by) =>
    expect(findingOf(result(points, posted))).toMatchObject({ kind, points: by, costFen: by }),
  );

  it('names the share of what was really given, and none where nothing was', () => {
    expect(findingOf(result(1505, 1000)).share).toBeCloseTo(0.5);
    expect(findingOf(result(5, 0)).share).toBeNull();
  });

  it('rounds a cost toward zero', () => {
    expect(costOf(7, { fen: 3, points: 10 })).toBe(2);
    expect(costOf(-7, { fen: 3, points: 10 })).toBe(-2);
  });
});
