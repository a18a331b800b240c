import { area, proves, runs } from '../../platform/areas';
import { OrderAudit } from './audit';
import { BackTestsService } from './back-tests.service';
import { backTest } from './jobs';
import { earningTables } from './entities';
import { EarningModule } from './module';
import { baseEarning } from './settings';
import { earningEffects } from './effects';

export const earningArea = area({
  name: 'earning',
  module: EarningModule,
  tables: earningTables,
  grants: {
    analyst: ['earning.read'],
    operations: ['earning.read', 'earning.write'],
    auditor: ['earning.read'],
  },
  settings: [baseEarning],
  jobs: [runs(backTest, BackTestsService, (it) => it.runDue())],
  audit: [proves('ORDERS', OrderAudit, (it, brandId, findings) => it.check(brandId, findings))],
  effects: earningEffects,
});
