import { area } from '../../platform/areas';
import { contentRows } from '../../platform/secret/secret-rows';
import { adjustmentTables, openingBalances } from './entities';
import { AdjustmentsModule } from './module';
import { adjustmentLimits } from './settings';

export const adjustmentsArea = area({
  name: 'adjustments',
  module: AdjustmentsModule,
  tables: adjustmentTables,
  secret: { rows: [contentRows(openingBalances)] },
  grants: { operations: ['adjustments.request'] },
  settings: [adjustmentLimits],
});
