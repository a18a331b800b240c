import { Inject, Injectable } from '@nestjs/common';
import { dayOf } from '@liuliang/domain';
import type { Clock } from '../../platform/clock';
import { addKeyedRows, judgeKeys, type Keyed } from '../../platform/db/keyed-rows';
import { RunAgain } from '../../platform/db/run-again';
import type { Reader, Tx } from '../../platform/db/statements';
import { IdSource } from '../../platform/ids';
import { CLOCK } from '../../platform/tokens';
import type { Brand } from '../brands';
import { FactsService, totalOfOrder, totalOfRefund, type ChannelOrder } from '../insights';
import { RewardsService, type RewardedEvent } from '../earning';
import { TiersService } from '../tiers';
import { OrderLinesQueries, type NewOrderLine, type NewRefundLine } from './lines.queries';
import {
  applyWaiting,
  takeRefunds,
  type AppliedRefund,
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
  /** What came in with them and may earn too: one posting for all, because the locks of the ledger come last. */
  readonly events?: readonly RewardedEvent[];
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
    private readonly rewards: RewardsService,
    private readonly tiers: TiersService,
    private readonly facts: FactsService,
    private readonly ids: IdSource,
    @Inject(CLOCK) private readonly clock: Clock,
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
    const receivedAtMs = this.clock.nowMs();
    const orderRows = batch.orders.map((order) => this.orderRow(brand, order, receivedAtMs));
    const verdicts = await addKeyedRows(
      orderRows,
      (free) => this.queries.addOrders(tx, brand.id, free),
      (keys) => this.queries.knownOrders(tx, brand.id, keys),
    );
    const paid = orderRows.filter((_, i) => verdicts[i] === 'new');
    await this.lines.add(tx, paid);
    const awaited = await applyWaiting(tx, brand.id, this.tables, paid.map(standing));
    const refundRows = batch.refunds.map((refund) => this.refundRow(brand, refund, receivedAtMs));
    const taken = await takeRefunds(tx, brand.id, this.tables, refundRows);
    await this.follow(tx, brand, batch, paid, [...awaited, ...taken.applied]);
    return { orders: verdicts.map((verdict) => OUTCOME[verdict]), refunds: taken.outcomes };
  }

  /** Lets points and facts follow what was recorded. The ledger comes last: its locks are the most wanted. */
  private async follow(
    tx: Tx,
    brand: Brand,
    { customers, events = [] }: OrderBatch,
    paid: readonly PaidRow[],
    refunds: readonly AppliedRefund[],
  ): Promise<void> {
    if (paid.length + refunds.length + events.length === 0) return;
    const keptOf = (customerId: number): number => {
      const keptId = customers.keptOf.get(customerId);
      if (keptId === undefined) throw new RunAgain('the owner of a refunded order is not locked yet');
      return keptId;
    };
    const familyOf = (customerId: number): readonly number[] =>
      customers.families.get(keptOf(customerId)) ?? [keptOf(customerId)];
    if (paid.length + refunds.length > 0) await this.fold(tx, brand, customers, keptOf, paid, refunds);
    await this.rewards.post(tx, brand, {
      orders: paid.map((row) => ({
        ...row,
        orderId: row.id,
        customerId: keptOf(row.customerId),
        family: familyOf(row.customerId),
      })),
      refunds: refunds.map(({ order, ...refund }) => ({
        ...refund,
        orderId: order.id,
        customerId: keptOf(order.customerId),
        family: familyOf(order.customerId),
        orderAmountFen: order.amountFen,
      })),
      events,
    });
    const changed = [...paid, ...refunds.map(({ order }) => order), ...events];
    const [cause] = paid.length > 0 ? paid : refunds.map(({ order }) => order);
    await this.tiers.reEvaluate(
      tx,
      brand.id,
      changed.map(({ customerId }) => keptOf(customerId)),
      { kind: paid.length > 0 || refunds.length === 0 ? 'order' : 'refund', id: cause?.id ?? 0 },
    );
  }

  private async fold(
    tx: Tx,
    brand: Brand,
    customers: LockedCustomers,
    keptOf: (customerId: number) => number,
    paid: readonly OrderRow[],
    refunds: readonly AppliedRefund[],
  ): Promise<void> {
    const changed = [
      ...paid.map((row) => row.customerId),
      ...refunds.map(({ order }) => order.customerId),
    ].map(keptOf);
    await this.facts.apply(tx, brand, {
      facts: [],
      purchases: await this.purchases(tx, brand, customers, new Set(changed)),
      totals: [
        ...paid.map((row) => totalOfOrder(keptOf(row.customerId), row.paidAtMs, row.amountFen)),
        ...refunds.map(({ order, amountFen }) => totalOfRefund(keptOf(order.customerId), amountFen)),
      ],
    });
  }

  /** All orders of these customers, those filed under their aliases too, each with its applied refunds. */
  private async purchases(
    tx: Tx,
    brand: Brand,
    customers: LockedCustomers,
    keptIds: ReadonlySet<number>,
  ): Promise<Map<number, ChannelOrder[]>> {
    const keptOf = new Map<number, number>();
    for (const keptId of keptIds)
      for (const id of customers.families.get(keptId) ?? [keptId]) keptOf.set(id, keptId);
    const orders = await this.queries.ordersOf(tx, brand.id, [...keptOf.keys()]);
    const refunded = orders.filter((order) => order.refundedFen > 0 || order.amountFen === 0);
    const refundsOf = new Map<number, { day: number; amountFen: number }[]>();
    for (const { orderId, ...refund } of await this.queries.appliedRefunds(
      tx,
      refunded.map((order) => order.orderId),
    )) {
      refundsOf.set(orderId, [...(refundsOf.get(orderId) ?? []), refund]);
    }
    const purchases = new Map<number, ChannelOrder[]>([...keptIds].map((id) => [id, []]));
    for (const { orderId, customerId, paidDay, amountFen, channel } of orders) {
      const refunds = refundsOf.get(orderId) ?? [];
      purchases
        .get(keptOf.get(customerId) as number)
        ?.push({ orderId, paidDay, amountFen, channel, refunds });
    }
    return purchases;
  }

  private orderRow(brand: Brand, order: NewOrder, receivedAtMs: number): PaidRow {
    return { ...order, id: this.ids.next(), paidDay: dayOf(order.paidAtMs, brand.timeZone), receivedAtMs };
  }

  private refundRow(brand: Brand, refund: NewRefund, receivedAtMs: number): LinedRefund {
    const refundedDay = dayOf(refund.refundedAtMs, brand.timeZone);
    return { ...refund, id: this.ids.next(), orderId: 0, refundedDay, state: 'waiting', receivedAtMs };
  }
}

type PaidRow = OrderRow & { readonly lines: readonly NewOrderLine[] };

const standing = ({ id, key, customerId, amountFen }: OrderRow): StandingOrder => ({
  id,
  key,
  customerId,
  amountFen,
  refundedFen: 0,
});
