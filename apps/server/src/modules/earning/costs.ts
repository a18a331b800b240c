import { floorRatio } from '@liuliang/domain';
import { settingsOf } from '../../platform/areas';
import type { Brand } from '../brands';
import { settlementRates } from '../settlement';

/** What points are expected to cost the brand, by its rate per 100, in whole fen. */
export function costFenOf(brand: Brand, points: number, guidePoints: number): number {
  const { costFenPer100 } = settingsOf(brand, settlementRates);
  return (
    floorRatio(points, costFenPer100.points, 100) + floorRatio(guidePoints, costFenPer100.guidePoints, 100)
  );
}
