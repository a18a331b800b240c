import type { BackTest } from './rules';

export type BackTestResult = NonNullable<BackTest['result']>;
export type Costs = BackTestResult['total'];

/** How one asset would have differed from what was really given. */
export interface Finding {
  readonly kind: 'more' | 'less' | 'same' | 'moreFirst';
  /** How many points, without sign. */
  readonly points: number;
  /** Against what was really given; null where that was nothing. */
  readonly share: number | null;
}

export interface Findings {
  readonly points: Finding;
  readonly guidePoints: Finding;
  /** Of both assets, each at its own rate, in fen without sign. */
  readonly cost: { readonly kind: 'more' | 'less' | 'same'; readonly fen: number };
}

/** What a back-test is run for: how much more or less than what really happened, each asset by itself. */
export function findingsOf({ total }: Pick<BackTestResult, 'total'>): Findings {
  const costFen = total.costFen - total.postedCostFen;
  return {
    points: findingOf(total.points, total.postedPoints),
    guidePoints: findingOf(total.guidePoints, total.postedGuidePoints),
    cost: { kind: costFen === 0 ? 'same' : costFen > 0 ? 'more' : 'less', fen: Math.abs(costFen) },
  };
}

function findingOf(points: number, posted: number): Finding {
  const difference = points - posted;
  return {
    kind: difference === 0 ? 'same' : posted === 0 ? 'moreFirst' : difference > 0 ? 'more' : 'less',
    points: Math.abs(difference),
    share: posted === 0 ? null : difference / posted,
  };
}
