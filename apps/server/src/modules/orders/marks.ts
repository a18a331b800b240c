import type { RefundState } from '@liuliang/domain';
import { mark } from '../../platform/effects';

/** An order that is new. */
export interface PaidOrder {
  readonly orderId: number;
  /** Kept, not an alias, and locked by this transaction; like everybody below. */
  readonly customerId: number;
  /** Every id that the customer's history is filed under, the kept one first. */
  readonly family: readonly number[];
  readonly paidAtMs: number;
  readonly paidDay: number;
  readonly amountFen: number;
  /** 0: none, like the store and the guide. */
  readonly channel: number;
  readonly storeId: number;
  readonly guideId: number;
  /** In the order of the sender: the first is line 1. Empty: not known. */
  readonly lines: readonly { readonly item: string; readonly amountFen: number }[];
}

/** A refund that counts from now on; its order's row is locked. */
export interface AppliedRefund {
  readonly refundId: number;
  readonly orderId: number;
  /** The kept customer of today. */
  readonly customerId: number;
  readonly family: readonly number[];
  readonly amountFen: number;
  readonly orderAmountFen: number;
  /** All refunds of the order up to and including this one, in all and by line. */
  readonly refundedFenSoFar: number;
  readonly state: RefundState;
  readonly refundedAtMs: number;
}

export const orderPaid = mark<PaidOrder>('orders.paid');
export const refundApplied = mark<AppliedRefund>('orders.refund_applied');
