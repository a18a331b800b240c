import { area, runs } from '../../platform/areas';
import { bulkTables } from './entities';
import { bulkFiles } from './files';
import { runBulkActs } from './jobs';
import { bulkMigrations } from './migrations';
import { BulkModule } from './module';
import { bulkPersonal } from './personal';
import { BulkWorker } from './worker';

export const bulkArea = area({
  name: 'bulk',
  module: BulkModule,
  files: bulkFiles,
  tables: bulkTables,
  personal: bulkPersonal,
  migrations: bulkMigrations,
  jobs: [runs(runBulkActs, BulkWorker, (it) => it.runDue())],
});
