import { AdjustmentSettings } from '@liuliang/contract';
import { settings } from '../../platform/areas';

/** Points given or taken by hand: up to `limitPoints` one person is enough, above `maxPoints` nobody may. */
export const adjustmentLimits = settings(
  'adjustments',
  AdjustmentSettings,
  { limitPoints: 1_000, maxPoints: 1_000_000_000_000 },
  ['limitPoints', 'maxPoints'],
);
