import { area } from '../../platform/areas';
import { CustomerAdminModule } from './module';
import { customerFiles } from './files';

export const customerAdminArea = area({
  name: 'customer-admin',
  module: CustomerAdminModule,
  files: customerFiles,
});
