import { Injectable } from '@nestjs/common';
import { dayOf } from '@liuliang/domain';
import { addKeyedRows, judgeKeys, type Keyed } from '../../platform/db/keyed-rows';
import { RunAgain } from '../../platform/db/run-again';
import type { Reader, Tx } from '../../platform/db/statements';
import { Effects } from '../../platform/effects';
import { Outbox } from '../../platform/outbox';
import type { Brand } from '../brands';
import { OrderLinesQueries, type NewOrderLine, type NewRefundLine } from './lines.queries';
import { orderPaid, refundApplied, type AppliedRefund, type PaidOrder } from './marks';
import {
  applyWaiting,
  takeRefunds,
  type AppliedToOrder,
  type LinedRefund,
  type RefundOutcome,
  type RefundTables,
} from './refund-intake';
import { OrdersQueries, type OrderRow, type StandingOrder } from './queries';

/** A paid order that was judged sound: customer identified, codes resolved. The key is the seller's number of it. */
export interface NewOrder extends Keyed {
  /** The customer it is filed under: kept, not an alias. */
  readonly customerId: number;
  readonly paidAtMs: number;
  readonly amountFen: number;
  /** 0: none, like the store and the guide. */
  readonly channel: number;
  readonly storeId: number;
  readonly guideId: number;
  /** Adding up to the amount; empty where the sender does not say. */
  readonly lines: readonly NewOrderLine[];
}

/** A refund that was judged sound; its order may not be here yet. */
export interface NewRefund extends Keyed {
  readonly orderKey: Buffer;
  readonly refundedAtMs: number;
  readonly amountFen: number;
  /** Adding up to the amount; empty: of the order as a whole. */
  readonly lines: readonly NewRefundLine[];
}

/** The customers that this transaction has locked. */
export interface LockedCustomers {
  /** Whom each id stands for. */
  readonly keptOf: ReadonlyMap<number, number>;
  /** Every id under which a kept customer's history is filed. */
  readonly families: ReadonlyMap<number, readonly number[]>;
}

export interface OrderBatch {
  readonly orders: readonly NewOrder[];
  readonly refunds: readonly NewRefund[];
  /** The customers of the orders, and those of `owners` for the refunds. */
  readonly customers: LockedCustomers;
}

export type OrderOutcome = 'accepted' | 'duplicate' | 'ORDER_CONFLICT';

export interface OrderOutcomes {
  /** One per order and per refund, in the order given. */
  readonly orders: readonly OrderOutcome[];
  readonly refunds: readonly RefundOutcome[];
}

const OUTCOME = { new: 'accepted', duplicate: 'duplicate', conflict: 'ORDER_CONFLICT' } as const;

/**
 * Keeps what was paid and what was given back. ORDERS-1: the same number of a seller twice is one order. ORDERS-2:
 * applied refunds never exceed the order. ORDERS-3: order, points and facts commit together (INV-11).
 */
@Injectable()
export class OrdersService {
  private readonly tables: RefundTables;

  constructor(
    private readonly queries: OrdersQueries,
    private readonly lines: OrderLinesQueries,
    private readonly effects: Effects,
    private readonly outbox: Outbox,
  ) {
    this.tables = { orders: queries, lines };
  }

  /** Whose orders these are, as far as they are here: to be locked before refunds of them are recorded. */
  owners(reader: Reader, brand: Brand, orderKeys: readonly Buffer[]): Promise<number[]> {
    return this.queries.owners(reader, brand.id, orderKeys);
  }

  /** What `record` would answer for each order, writing nothing: `accepted` for what is new. */
  async judge(reader: Reader, brand: Brand, orders: readonly Keyed[]): Promise<OrderOutcome[]> {
    if (orders.length === 0) return [];
    return (await judgeKeys(orders, (keys) => this.queries.knownOrders(reader, brand.id, keys))).map(
      (one) => OUTCOME[one],
    );
  }

  /** Records orders, then refunds, in whatever order they arrived over all batches. */
  async record(tx: Tx, brand: Brand, batch: OrderBatch): Promise<OrderOutcomes> {
    const orderRows = batch.orders.map((order) => orderRow(tx, brand, order));
    const verdicts = await addKeyedRows(
      orderRows,
      (free) => this.queries.addOrders(tx, brand.id, free),
      (keys) => this.queries.knownOrders(tx, brand.id, keys),
    );
    const paid = orderRows.filter((_, i) => verdicts[i] === 'new');
    await this.lines.add(tx, paid);
    const awaited = await applyWaiting(tx, brand.id, this.tables, paid.map(standing));
    const refundRows = batch.refunds.map((refund) => refundRow(tx, brand, refund));
    const taken = await takeRefunds(tx, brand.id, this.tables, refundRows);
    this.tell(tx, brand.id, batch.customers, paid, [...awaited, ...taken.applied]);
    return { orders: verdicts.map((verdict) => OUTCOME[verdict]), refunds: taken.outcomes };
  }

  /** Tells of what was recorded: points, facts and levels follow before the transaction commits. */
  private tell(
    tx: Tx,
    brandId: number,
    customers: LockedCustomers,
    paid: readonly PaidRow[],
    refunds: readonly AppliedToOrder[],
  ): void {
    const buyerOf = (customerId: number): Pick<PaidOrder, 'customerId' | 'family'> => {
      const keptId = customers.keptOf.get(customerId);
      if (keptId === undefined) throw new RunAgain('the owner of a refunded order is not locked yet');
      return { customerId: keptId, family: customers.families.get(keptId) ?? [keptId] };
    };
    const orders = paid.map((row): PaidOrder => ({ ...row, orderId: row.id, ...buyerOf(row.customerId) }));
    const applied = refunds.map(({ order, ...refund }): AppliedRefund => {
      const { id: orderId, amountFen: orderAmountFen, customerId } = order;
      return { ...refund, orderId, orderAmountFen, ...buyerOf(customerId) };
    });
    this.effects.mark(tx, brandId, orderPaid, orders);
    this.effects.mark(tx, brandId, refundApplied, applied);
    const refundIds = applied.map(({ refundId }) => refundId);
    this.outbox.announce(
      tx,
      brandId,
      'orders.paid.v1',
      orders.map(({ orderId }) => orderId),
    );
    this.outbox.announce(tx, brandId, 'orders.refunded.v1', refundIds);
  }
}

function orderRow(tx: Tx, brand: Brand, order: NewOrder): PaidRow {
  const paidDay = dayOf(order.paidAtMs, brand.timeZone);
  return { ...order, id: tx.nextId(), paidDay, receivedAtMs: tx.nowMs() };
}

function refundRow(tx: Tx, brand: Brand, refund: NewRefund): LinedRefund {
  const refundedDay = dayOf(refund.refundedAtMs, brand.timeZone);
  return { ...refund, id: tx.nextId(), orderId: 0, refundedDay, state: 'waiting', receivedAtMs: tx.nowMs() };
}

type PaidRow = OrderRow & { readonly lines: readonly NewOrderLine[] };

const standing = ({ id, key, customerId, amountFen }: OrderRow): StandingOrder => ({
  id,
  key,
  customerId,
  amountFen,
  refundedFen: 0,
});
