import { area } from '../../platform/areas';
import { identityTables } from './entities';
import { IdentityModule } from './module';
import { connectorSecrets, operatorSecrets } from './secret-rows';

export const identityArea = area({
  name: 'identity',
  module: IdentityModule,
  tables: identityTables,
  secret: { rows: [operatorSecrets, connectorSecrets] },
});
