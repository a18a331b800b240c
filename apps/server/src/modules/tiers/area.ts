import { area, runs } from '../../platform/areas';
import { tierConsumers } from './consumers';
import { due, TiersDueJob } from './jobs';
import { tierTables } from './entities';
import { TiersModule } from './module';
import { tierUpgraded, tierWillDowngrade } from './templates';

export const tiersArea = area({
  name: 'tiers',
  module: TiersModule,
  tables: tierTables,
  grants: { operations: ['tiers.write'] },
  templates: [tierUpgraded, tierWillDowngrade],
  jobs: [runs(due, TiersDueJob, (it) => it.run())],
  consumers: tierConsumers,
});
