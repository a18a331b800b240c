import { area } from '../../platform/areas';
import { orderPointsTables } from './entities';
import { OrderPointsModule } from './module';

export const orderPointsArea = area({
  name: 'order-points',
  module: OrderPointsModule,
  tables: orderPointsTables,
});
