import { area } from '../../platform/areas';
import { CustomerAdminModule } from './module';

export const customerAdminArea = area({
  name: 'customer-admin',
  module: CustomerAdminModule,
});
