import { area, runs } from '../../platform/areas';
import { limitTables } from './entities';
import { takeLimits } from './jobs';
import { Limits } from './limits.service';
import { limitMigrations } from './migrations';
import { LimitsModule } from './module';
import { publishingTerms } from './publishing';

export const limitsArea = area({
  name: 'limits',
  module: LimitsModule,
  tables: limitTables,
  migrations: limitMigrations,
  settings: [publishingTerms],
  grants: { operations: ['limits.read'], auditor: ['limits.read'] },
  jobs: [runs(takeLimits, Limits, (it) => it.takeDue())],
});
