export { orderPaid, refundApplied, type AppliedRefund, type PaidOrder } from './marks';
export { OrderReads, type OrderView } from './reads.queries';
export { refundHistories, type PastRefund } from './refund-history';
export { OrdersModule } from './module';
export { OrdersService, type NewOrder, type NewRefund } from './service';
