import { area } from '../../platform/areas';
import { orderTables } from './entities';
import { OrdersModule } from './module';
import { OrderTimeline, RefundTimeline } from './timeline.queries';
import { OrderExport } from './export';

export const ordersArea = area({
  name: 'orders',
  module: OrdersModule,
  tables: orderTables,
  timeline: [OrderTimeline, RefundTimeline],
  export: OrderExport,
});
