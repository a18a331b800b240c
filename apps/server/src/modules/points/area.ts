import { area } from '../../platform/areas';
import { PointsErasure } from './erasure';
import { PointsModule } from './module';
import { spendingSettings } from './settings';

export const pointsArea = area({
  name: 'points',
  module: PointsModule,
  settings: [spendingSettings],
  erasure: PointsErasure,
});
