import { area } from '../../platform/areas';
import { identityTables } from './entities';
import { IdentityModule } from './module';

export const identityArea = area({
  name: 'identity',
  module: IdentityModule,
  tables: identityTables,
});
