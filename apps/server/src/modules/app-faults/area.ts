import { area, runs } from '../../platform/areas';
import { appFaultTables } from './entities';
import { forgetFaults } from './jobs';
import { appFaultMigrations } from './migrations';
import { AppFaultsModule } from './module';
import { AppFaults } from './service';

export const appFaultsArea = area({
  name: 'app-faults',
  module: AppFaultsModule,
  tables: appFaultTables,
  migrations: appFaultMigrations,
  jobs: [runs(forgetFaults, AppFaults, (it) => it.forget())],
});
