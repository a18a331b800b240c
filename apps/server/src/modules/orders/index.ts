export { orderCorrected, orderPaid, refundApplied } from './marks';
export type { AppliedRefund, CorrectedOrder, OrderContent, PaidOrder } from './marks';
export {
  ORDER_VIEW,
  OrderReads,
  orderViewOf,
  type OrderView,
  type OrderViewRow,
  type WholeOrder,
} from './reads.queries';
export { outOfTurn, refundHistories, type PastRefund } from './refund-history';
export { OrdersModule } from './module';
export { WaitingRefunds, type WaitingRefund } from './waiting.service';
export { OrdersService, type NewCorrection, type NewOrder, type NewRefund } from './service';
export type { RefittedOrder } from './withdrawals';
