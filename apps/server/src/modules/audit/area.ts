import { area } from '../../platform/areas';
import { auditTables } from './entities';
import { AuditModule } from './module';

export const auditArea = area({
  name: 'audit',
  module: AuditModule,
  tables: auditTables,
});
