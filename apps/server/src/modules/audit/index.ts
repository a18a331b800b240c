export { AuditLog, type AuditEntry } from './audit-log';
export { AuditChains, type AuditChainsResult } from './chains';
export { AuditModule } from './module';
