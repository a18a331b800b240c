export { orderCorrected, orderPaid, refundApplied } from './marks';
export type { AppliedRefund, CorrectedOrder, OrderContent, PaidOrder } from './marks';
export { OrderReads, type OrderView } from './reads.queries';
export { outOfTurn, refundHistories, type PastRefund } from './refund-history';
export { OrdersModule } from './module';
export { WaitingRefunds, type WaitingRefund } from './waiting.service';
export { OrdersService, type NewCorrection, type NewOrder, type NewRefund } from './service';
