import { area } from '../../platform/areas';
import { orderTables } from './entities';
import { OrdersModule } from './module';

export const ordersArea = area({
  name: 'orders',
  module: OrdersModule,
  tables: orderTables,
});
