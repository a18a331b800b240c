import { area, proves, runs } from '../../platform/areas';
import { FactAudit } from './audit';
import { ledgerTables } from './entities';
import { settle, LedgerJobs } from './jobs';
import { LedgerModule } from './module';
import { pointsTimeline } from './timeline.queries';
import { PointsExport } from './export';
import { ledgerEffects } from './effects';
import { ledgerMigrations } from './migrations';

export const ledgerArea = area({
  name: 'ledger',
  module: LedgerModule,
  tables: ledgerTables,
  migrations: ledgerMigrations,
  grants: { operations: ['ledger.read'], auditor: ['ledger.read'] },
  jobs: [runs(settle, LedgerJobs, (it) => it.settleDue())],
  timeline: [pointsTimeline],
  export: PointsExport,
  audit: [proves('FACTS', FactAudit, (it, brandId, findings) => it.check(brandId, findings))],
  effects: ledgerEffects,
});
