export { AuditService } from './audit.service';
export { ledgerAuditTables } from './entities';
export type { Findings } from './findings';
export { LedgerAuditModule } from './module';
export { LedgerRoots } from './roots';
