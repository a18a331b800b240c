import { area } from '../../platform/areas';
import { contentRows } from '../../platform/secret/secret-rows';
import { adjustmentTables, openingBalances } from './entities';
import { AdjustmentErasure } from './erasure';
import { AdjustmentsModule } from './module';
import { adjustmentMigrations } from './migrations';
import { adjustmentLimits } from './settings';
import { adjustmentPersonal } from './personal';
import { adjustmentFiles } from './files';

export const adjustmentsArea = area({
  name: 'adjustments',
  module: AdjustmentsModule,
  files: adjustmentFiles,
  tables: adjustmentTables,
  migrations: adjustmentMigrations,
  personal: adjustmentPersonal,
  secret: { rows: [contentRows(openingBalances)] },
  grants: { operations: ['adjustments.request'] },
  settings: [adjustmentLimits],
  erasure: AdjustmentErasure,
});
