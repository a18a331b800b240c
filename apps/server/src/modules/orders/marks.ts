import type { RefundState } from '@liuliang/domain';
import { mark } from '../../platform/effects';

/** An order that is new. */
export interface PaidOrder {
  readonly orderId: number;
  /** Kept, not an alias, and locked by this transaction; like everybody below. */
  readonly customerId: number;
  /** Every id that the customer's history is filed under, the kept one first. */
  readonly family: readonly number[];
  /** Whose it is: the customer whom the card stood for when it was paid. After a merge that is an alias. */
  readonly filedUnder: number;
  /** When the customer was last merged or parted; 0: never. */
  readonly mergedAtMs: number;
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
  /** As the order's. */
  readonly filedUnder: number;
  readonly mergedAtMs: number;
  readonly amountFen: number;
  readonly orderAmountFen: number;
  /** All refunds of the order up to and including this one, in all and by line. */
  readonly refundedFenSoFar: number;
  readonly state: RefundState;
  readonly refundedAtMs: number;
}

export const orderPaid = mark<PaidOrder>('orders.paid');
export const refundApplied = mark<AppliedRefund>('orders.refund_applied');

/** What an order says, and what was refunded of it. */
export interface OrderContent {
  readonly paidAtMs: number;
  readonly paidDay: number;
  readonly amountFen: number;
  /** By the refunds that are applied to this content. */
  readonly refundedFen: number;
  /** 0: none, like the store and the guide. */
  readonly channel: number;
  readonly storeId: number;
  readonly guideId: number;
  /** In their order, the first is line 1. Empty: not known. */
  readonly lines: readonly {
    readonly item: string;
    readonly amountFen: number;
    readonly refundedFen: number;
  }[];
}

/** A line of an order, as its content tells it. */
export const toldLine = ({
  item,
  amountFen,
  refundedFen,
}: Omit<OrderContent['lines'][number], 'item'> & {
  readonly item: Buffer;
}): OrderContent['lines'][number] => ({
  item: item.toString(),
  amountFen,
  refundedFen,
});

/**
 * An order whose sender said something else of it than before, or of which refunds were taken back. It is still of the
 * same person, who may have been merged since. Its row, its lines and its refunds are as `after` says by now. No
 * `refundApplied` is set for refunds that were there: they were fitted anew.
 */
export interface CorrectedOrder {
  readonly orderId: number;
  /** The kept customer of today, locked. */
  readonly customerId: number;
  readonly family: readonly number[];
  readonly filedUnder: number;
  readonly mergedAtMs: number;
  /**
   * Of the content that was replaced, counted from 1; the row is in `sale_order_version`. 0: it says what it said, and
   * other refunds count.
   */
  readonly version: number;
  readonly correctedAtMs: number;
  readonly before: OrderContent;
  readonly after: OrderContent;
}

export const orderCorrected = mark<CorrectedOrder>('orders.corrected');
