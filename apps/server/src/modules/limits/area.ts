import { area, runs } from '../../platform/areas';
import { limitTables } from './entities';
import { takeLimits } from './jobs';
import { Limits } from './limits.service';
import { limitMigrations } from './migrations';
import { LimitsModule } from './module';

export const limitsArea = area({
  name: 'limits',
  module: LimitsModule,
  tables: limitTables,
  migrations: limitMigrations,
  grants: { operations: ['limits.read'], auditor: ['limits.read'] },
  jobs: [runs(takeLimits, Limits, (it) => it.takeDue())],
});
