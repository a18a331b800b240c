import { area } from '../../platform/areas';
import { PointsModule } from './module';
import { spendingSettings } from './settings';

export const pointsArea = area({
  name: 'points',
  module: PointsModule,
  settings: [spendingSettings],
});
