export { AuditLog, auditHash, type AuditEntry } from './audit-log';
export { auditTables } from './entities';
export { AuditModule } from './module';
export { AuditStore } from './store';
