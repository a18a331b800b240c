export { AuditLog, BY_SEQUENCE, type AuditEntry, type BySequence, type AuditNote } from './audit-log';
export { AuditChains, type AuditChainsResult } from './chains';
export { AuditModule } from './module';
