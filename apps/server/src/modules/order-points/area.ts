import { area } from '../../platform/areas';
import { contentRows } from '../../platform/secret/secret-rows';
import { orderPoints, orderPointsTables } from './entities';
import { OrderPointsModule } from './module';

export const orderPointsArea = area({
  name: 'order-points',
  module: OrderPointsModule,
  tables: orderPointsTables,
  secret: { rows: [contentRows(orderPoints)] },
});
