export { orderTables } from './entities';
export { GuideCodesStore } from './guide-codes.store';
export type { NewOrderLine, NewRefundLine } from './lines.store';
export { OrderReads, type OrderView } from './reads.store';
export { OrdersModule } from './module';
export type { RefundOutcome } from './refund-intake';
export {
  OrdersService,
  type LockedCustomers,
  type NewOrder,
  type NewRefund,
  type OrderBatch,
  type OrderOutcome,
} from './service';
