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
export { OrderLinesService } from './lines.service';
export { OpenLines, type OpenLinesRow } from './open-lines.service';
export { OrdersModule } from './module';
export { WaitingRefunds, type WaitingRefund } from './waiting.service';
export type { LineOutcome, NewToldLine } from './told-lines';
export { OrdersService, type NewCorrection, type NewOrder, type NewRefund } from './service';
export type { RefittedOrder } from './withdrawals';
