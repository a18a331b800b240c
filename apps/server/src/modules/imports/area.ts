import { area, runs } from '../../platform/areas';
import { lapsingRows } from '../../platform/secret/secret-rows';
import { BackgroundImports } from './background-imports';
import { importConsumers } from './consumers';
import { run, sweepUploads } from './jobs';
import { LeftUploads } from './left-uploads';
import { importLines, importTables } from './entities';
import { importMigrations } from './migrations';
import { ImportsModule } from './module';
import { importPersonal } from './personal';

export const importsArea = area({
  name: 'imports',
  module: ImportsModule,
  tables: importTables,
  personal: importPersonal,
  migrations: importMigrations,
  secret: { lapsing: [lapsingRows(importLines, ['text'])] },
  grants: { operations: ['imports.write'] },
  jobs: [
    runs(run, BackgroundImports, (it) => it.runDue()),
    runs(sweepUploads, LeftUploads, (it) => it.sweep()),
  ],
  consumers: importConsumers,
});
