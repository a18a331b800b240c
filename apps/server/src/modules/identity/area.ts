import { area } from '../../platform/areas';
import { identityTables } from './entities';
import { identityMigrations } from './migrations';
import { IdentityModule } from './module';
import { connectorSecrets, countedAttempts, operatorSecrets } from './secret-rows';
import { identityFiles } from './files';

export const identityArea = area({
  name: 'identity',
  module: IdentityModule,
  files: identityFiles,
  tables: identityTables,
  migrations: identityMigrations,
  grants: { auditor: ['access.log'] },
  secret: { rows: [operatorSecrets, connectorSecrets], lapsing: [countedAttempts] },
});
