export { spendingTables } from './entities';
export { Exchange } from './exchange.service';
export { GiftEditor } from './gift-editor.service';
export { GiftOrders } from './gift-orders.service';
export { GiftPickups } from './gift-pickups.service';
export { SpendingModule } from './module';
export { OrderPointsReturns, type PointsRefund } from './order-points-returns.service';
export { OrderPoints } from './order-points.service';
export { Transfers } from './transfers.service';
