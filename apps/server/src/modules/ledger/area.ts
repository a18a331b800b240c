import { area, runs } from '../../platform/areas';
import { ledgerTables } from './entities';
import { settle, LedgerJobs } from './jobs';
import { LedgerModule } from './module';
import { pointsTimeline } from './timeline.queries';
import { PointsExport } from './export';
import { ledgerEffects } from './effects';

export const ledgerArea = area({
  name: 'ledger',
  module: LedgerModule,
  tables: ledgerTables,
  grants: { operations: ['ledger.read'], auditor: ['ledger.read'] },
  jobs: [runs(settle, LedgerJobs, (it) => it.settleDue())],
  timeline: [pointsTimeline],
  export: PointsExport,
  effects: ledgerEffects,
});
