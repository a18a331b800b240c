import { area } from '../../platform/areas';
import { orderTables } from './entities';
import { orderMigrations } from './migrations';
import { OrdersModule } from './module';
import { orderTimeline, refundTimeline } from './timeline.queries';
import { OrderExport } from './export';

export const ordersArea = area({
  name: 'orders',
  module: OrdersModule,
  tables: orderTables,
  migrations: orderMigrations,
  timeline: [orderTimeline, refundTimeline],
  export: OrderExport,
});
