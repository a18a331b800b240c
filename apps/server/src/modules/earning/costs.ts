import { floorRatio } from '@liuliang/domain';
import type { Brand } from '../brands';

/** What points are expected to cost the brand, by its rate per 100, in whole fen. */
export function costFenOf({ config }: Brand, points: number, guidePoints: number): number {
  const { costFenPer100 } = config.settlement;
  return (
    floorRatio(points, costFenPer100.points, 100) + floorRatio(guidePoints, costFenPer100.guidePoints, 100)
  );
}
