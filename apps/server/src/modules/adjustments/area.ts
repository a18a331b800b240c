import { area } from '../../platform/areas';
import { adjustmentTables } from './entities';
import { AdjustmentsModule } from './module';
import { adjustmentLimits } from './settings';

export const adjustmentsArea = area({
  name: 'adjustments',
  module: AdjustmentsModule,
  tables: adjustmentTables,
  grants: { operations: ['adjustments.request'] },
  settings: [adjustmentLimits],
});
