import { findingsOf, type BackTestResult } from './back-test';

const total = (change: Partial<BackTestResult['total']>): Pick<BackTestResult, 'total'> => ({
  total: {
    members: 1,
    orders: 1,
    points: 0,
    guidePoints: 0,
    growth: 0,
    costFen: 0,
    postedPoints: 0,
    postedGuidePoints: 0,
    postedCostFen: 0,
    ...change,
  },
});

describe('what a back-test found', () => {
  it.each([
    [1200, 1000, 'more', 200],
    [800, 1000, 'less', 200],
    [1000, 1000, 'same', 0],
    [990, 0, 'moreFirst', 990],
  ] as const)('for %i against %i points is %s by %i, of each asset by itself', (points, posted, kind, by) => {
    expect(findingsOf(total({ points, postedPoints: posted }))).toMatchObject({
      points: { kind, points: by },
      guidePoints: { kind: 'same', points: 0 },
    });
    expect(findingsOf(total({ guidePoints: points, postedGuidePoints: posted }))).toMatchObject({
      points: { kind: 'same', points: 0 },
      guidePoints: { kind, points: by },
    });
  });

  it('costs what the server says that both assets cost, each at its own rate', () => {
    expect(findingsOf(total({ costFen: 1_250, postedCostFen: 1_000 })).cost).toEqual({
      kind: 'more',
      fen: 250,
    });
    expect(findingsOf(total({ costFen: 900, postedCostFen: 1_000 })).cost).toEqual({
      kind: 'less',
      fen: 100,
    });
    expect(findingsOf(total({})).cost).toEqual({ kind: 'same', fen: 0 });
  });

  it('names the share of what was really given, and none where nothing was', () => {
    expect(findingsOf(total({ points: 1500, postedPoints: 1000 })).points.share).toBeCloseTo(0.5);
    expect(findingsOf(total({ points: 5 })).points.share).toBeNull();
  });
});
