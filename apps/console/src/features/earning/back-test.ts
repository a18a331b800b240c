import type { BackTest } from './rules';

export type BackTestResult = NonNullable<BackTest['result']>;
export type Costs = BackTestResult['total'];
type CostRate = BackTestResult['costPerPointFen'];

/** What points cost, by the brand's cost per point, rounded down to a fen; below zero for fewer points. */
export const costOf = (points: number, { fen, points: per }: CostRate): number =>
  Math.trunc((points * fen) / Math.max(1, per));

export interface Finding {
  readonly kind: 'more' | 'less' | 'same' | 'moreFirst';
  /** How many points, without sign. */
  readonly points: number;
  /** Against what was really given; null where that was nothing. */
  readonly share: number | null;
  readonly costFen: number;
}

/** The one sentence that a back-test is run for: how much more or less than what really happened. */
export function findingOf({ total, costPerPointFen }: BackTestResult): Finding {
  const difference = total.points + total.guidePoints - total.postedPoints - total.postedGuidePoints;
  const posted = total.postedPoints + total.postedGuidePoints;
  const points = Math.abs(difference);
  return {
    kind: difference === 0 ? 'same' : posted === 0 ? 'moreFirst' : difference > 0 ? 'more' : 'less',
    points,
    share: posted === 0 ? null : difference / posted,
    costFen: costOf(points, costPerPointFen),
  };
}
