import { area } from '../../platform/areas';
import { auditTables } from './entities';
import { AuditErasure } from './erasure';
import { auditMigrations } from './migrations';
import { AuditModule } from './module';
import { auditPersonal } from './personal';

export const auditArea = area({
  name: 'audit',
  module: AuditModule,
  tables: auditTables,
  personal: auditPersonal,
  migrations: auditMigrations,
  erasure: AuditErasure,
});
