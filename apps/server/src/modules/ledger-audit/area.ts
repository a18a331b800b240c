import { area, runs } from '../../platform/areas';
import { ledgerAuditTables } from './entities';
import { root, nightly, LedgerAuditJobs } from './jobs';
import { ledgerAuditMigrations } from './migrations';
import { LedgerAuditModule } from './module';

export const ledgerAuditArea = area({
  name: 'ledger-audit',
  module: LedgerAuditModule,
  tables: ledgerAuditTables,
  migrations: ledgerAuditMigrations,
  grants: { auditor: ['ledger.audit'] },
  jobs: [
    runs(root, LedgerAuditJobs, (it) => it.makeRoot()),
    runs(nightly, LedgerAuditJobs, (it) => it.proveAll()),
  ],
});
