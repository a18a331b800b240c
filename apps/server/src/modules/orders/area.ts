import { area } from '../../platform/areas';
import { contentRows } from '../../platform/secret/secret-rows';
import { orders, orderTables, refunds, withdrawnRefunds } from './entities';
import { orderMigrations } from './migrations';
import { OrdersModule } from './module';
import { orderTimeline, refundTimeline } from './timeline.queries';
import { OrderExport } from './export';
import { orderPersonal } from './personal';
import { orderFiles } from './files';

export const ordersArea = area({
  name: 'orders',
  module: OrdersModule,
  files: orderFiles,
  tables: orderTables,
  personal: orderPersonal,
  secret: { rows: [contentRows(orders), contentRows(refunds), contentRows(withdrawnRefunds)] },
  migrations: orderMigrations,
  timeline: [orderTimeline, refundTimeline],
  export: OrderExport,
});
