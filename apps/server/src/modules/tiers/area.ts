import { area, proves, runs } from '../../platform/areas';
import { TierAudit } from './audit';
import { TierExport } from './export';
import { due, TiersDueJob } from './jobs';
import { tierTables } from './entities';
import { tierMigrations } from './migrations';
import { TiersModule } from './module';
import { tierUpgraded, tierWillDowngrade } from './templates';
import { tierEffects } from './effects';

export const tiersArea = area({
  name: 'tiers',
  module: TiersModule,
  tables: tierTables,
  migrations: tierMigrations,
  grants: { operations: ['tiers.write'] },
  templates: [tierUpgraded, tierWillDowngrade],
  jobs: [runs(due, TiersDueJob, (it) => it.run())],
  audit: [proves('LEVELS', TierAudit, (it, brandId, findings) => it.check(brandId, findings))],
  effects: tierEffects,
  export: TierExport,
});
