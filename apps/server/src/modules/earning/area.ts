import { area, proves, runs } from '../../platform/areas';
import { OrderAudit } from './audit';
import { BackTestsService } from './back-tests.service';
import { BudgetAudit } from './budget-audit';
import { BudgetsJob } from './budgets.job';
import { backTest, budgets } from './jobs';
import { earningTables } from './entities';
import { earningMigrations } from './migrations';
import { EarningModule } from './module';
import { baseEarning } from './settings';
import { earningEffects } from './effects';
import { earningFiles } from './files';

export const earningArea = area({
  name: 'earning',
  module: EarningModule,
  files: earningFiles,
  tables: earningTables,
  migrations: earningMigrations,
  grants: {
    analyst: ['earning.read'],
    operations: ['earning.read', 'earning.write'],
    auditor: ['earning.read'],
  },
  settings: [baseEarning],
  jobs: [runs(backTest, BackTestsService, (it) => it.runDue()), runs(budgets, BudgetsJob, (it) => it.run())],
  audit: [
    proves('ORDERS', OrderAudit, (it, brandId, findings) => it.check(brandId, findings)),
    proves('BUDGETS', BudgetAudit, (it, brandId, findings) => it.check(brandId, findings)),
  ],
  effects: earningEffects,
});
