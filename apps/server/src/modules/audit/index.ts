export { AuditLog, type AuditEntry } from './audit-log';
export { AuditChains, type AuditChainsResult } from './chains';
export { auditTables } from './entities';
export { AuditModule } from './module';
