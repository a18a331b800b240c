export { AuditLog, type AuditEntry, type AuditNote } from './audit-log';
export { AuditChains, type AuditChainsResult } from './chains';
export { AuditModule } from './module';
