export { AuditService } from './audit.service';
export type { Findings } from './findings';
export { LedgerAuditModule } from './module';
export { LedgerRoots } from './roots';
