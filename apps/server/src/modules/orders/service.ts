import { Injectable } from '@nestjs/common';
import { dayOf, type NewOrderLine } from '@liuliang/domain';
import type { Keyed } from '../../platform/db/keyed-rows';
import { RunAgain } from '../../platform/db/run-again';
import type { Reader, Tx } from '../../platform/db/statements';
import type { NewRowOf } from '../../platform/db/table';
import { Effects } from '../../platform/effects';
import { PublicIds } from '../../platform/ids';
import { Outbox } from '../../platform/outbox';
import { AuditLog } from '../audit';
import type { Brand } from '../brands';
import type { LockedCustomers } from '../members';
import {
  correctOrders,
  type CorrectionOutcome,
  type CorrectionRow,
  type MadeCorrection,
} from './corrections';
import { keyedOrders, keyedRefunds, orderLines, orders, refunds } from './entities';
import { orderCorrected, orderPaid, refundApplied, type AppliedRefund, type PaidOrder } from './marks';
import {
  applyWaiting,
  takeRefunds,
  type AppliedToOrder,
  type LinedRefund,
  type RefundOutcome,
} from './refund-intake';
import { withdrawnAmong, withdrawRefunds, type RefittedOrder, type WithdrawnBy } from './withdrawals';
import { withToldLines } from './told-lines';

type OrderRow = Readonly<NewRowOf<typeof orders>>;
type PaidRow = OrderRow & {
  /** Adding up to the amount; empty where the sender does not say. */
  readonly lines: readonly NewOrderLine[];
};

/** A paid order that was judged sound: whose it is is known (`FactOwners`), and its codes are resolved. */
export type NewOrder = Omit<PaidRow, 'id' | 'brandId' | 'paidDay' | 'refundedFen' | 'receivedAtMs'>;

/** A refund that was judged sound, with its lines adding up to the amount; its order may not be here yet. */
export type NewRefund = Omit<
  LinedRefund,
  'id' | 'brandId' | 'orderId' | 'refundedDay' | 'state' | 'receivedAtMs'
>;

/** What an order is to say in place of what it says; its customer is 0 when nobody has the identity that was sent. */
export type NewCorrection = Omit<CorrectionRow, 'paidDay'>;

interface OrderBatch {
  readonly orders: readonly NewOrder[];
  /** Of orders that are here, or new in this batch; made in the order given, before refunds are judged. */
  readonly corrections: readonly NewCorrection[];
  readonly refunds: readonly NewRefund[];
  /** The customers of the orders, and those of `owners` for the refunds. */
  readonly customers: LockedCustomers;
}

type OrderOutcome = 'accepted' | 'duplicate' | 'ORDER_CONFLICT';

interface OrderOutcomes {
  /** One per order and per refund, in the order given. */
  readonly orders: readonly OrderOutcome[];
  readonly corrections: readonly CorrectionOutcome[];
  readonly refunds: readonly RefundOutcome[];
}

const AMOUNTS = ['id', 'orderKey', 'amountFen', 'refundedFen'] as const;

const OUTCOME = { new: 'accepted', duplicate: 'duplicate', conflict: 'ORDER_CONFLICT' } as const;

/**
 * Keeps what was paid and what was given back. ORDERS-1: the same number of a seller twice is one order. ORDERS-2:
 * applied refunds never exceed the order. ORDERS-3: order, points and facts commit together (INV-11). ORDERS-4: what an
 * order said before a correction is kept, with who corrected it in the audit log. ORDERS-5: a refund that was taken back
 * is in no figure, stays on record, and does not come back by being sent again.
 */
@Injectable()
export class OrdersService {
  constructor(
    private readonly effects: Effects,
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
    private readonly publicIds: PublicIds,
  ) {}

  /** What was paid for these orders, and what of it was given back; in the order of their keys. */
  amounts(
    reader: Reader,
    brand: Brand,
    orderKeys: readonly Buffer[],
  ): Promise<{ id: number; orderKey: Buffer; amountFen: number; refundedFen: number }[]> {
    const reading = { columns: AMOUNTS, order: 'order_key' } as const;
    return orders.select(reader, brand.id, { orderKey: orderKeys }, reading);
  }

  /** As `amounts`, of orders that nobody refunds or corrects until this transaction is through. */
  lockedAmounts(tx: Tx, brand: Brand, orderKeys: readonly Buffer[]): ReturnType<OrdersService['amounts']> {
    const reading = { columns: AMOUNTS, order: 'order_key', lock: 'update' } as const;
    return orders.select(tx, brand.id, { orderKey: orderKeys }, reading);
  }

  /** Whose orders these are, as far as they are here: to be locked before refunds of them are recorded. */
  owners(
    reader: Reader,
    brand: Brand,
    orderKeys: readonly Buffer[],
  ): Promise<{ readonly orderKey: Buffer; readonly customerId: number }[]> {
    const columns = ['orderKey', 'customerId'] as const;
    return orders.select(reader, brand.id, { orderKey: orderKeys }, { columns });
  }

  /** What `record` would answer for each order, writing nothing: `accepted` for what is new. */
  async judge(reader: Reader, brand: Brand, arrived: readonly Keyed<'orderKey'>[]): Promise<OrderOutcome[]> {
    return (await keyedOrders.judge(reader, brand.id, arrived)).map((verdict) => OUTCOME[verdict]);
  }

  /** As `judge`, of refunds: whether they fit their orders shows when they are recorded. */
  async judgeRefunds(
    reader: Reader,
    brand: Brand,
    arrived: readonly Keyed<'refundKey'>[],
  ): Promise<RefundOutcome[]> {
    const isWithdrawn = await withdrawnAmong(reader, brand.id, arrived);
    const coming = arrived.filter((row) => !isWithdrawn(row));
    const verdicts = await keyedRefunds.judge(reader, brand.id, coming);
    return arrived.map((row): RefundOutcome => {
      const verdict = isWithdrawn(row) ? null : verdicts.shift();
      if (!verdict) return 'REFUND_WITHDRAWN';
      return verdict === 'conflict' ? 'REFUND_CONFLICT' : OUTCOME[verdict];
    });
  }

  /** Whose the orders of these refunds are, as far as they are here: to be locked before refunds are taken back. */
  async ownersOfRefunds(reader: Reader, brand: Brand, refundKeys: readonly Buffer[]): Promise<number[]> {
    const columns = { columns: ['orderId'] } as const;
    const found = await refunds.select(reader, brand.id, { refundKey: refundKeys }, columns);
    const id = [...new Set(found.map(({ orderId }) => orderId))].filter((one) => one !== 0);
    const owners = await orders.select(reader, brand.id, { id }, { columns: ['customerId'] });
    return [...new Set(owners.map(({ customerId }) => customerId))];
  }

  /**
   * Takes refunds back as if they had never come: points, levels and facts follow as by a correction (ORDERS-5).
   * @param customers those of `ownersOfRefunds`
   */
  async withdraw(
    tx: Tx,
    brand: Brand,
    customers: LockedCustomers,
    refundKeys: readonly Buffer[],
    by: WithdrawnBy,
  ): Promise<{ withdrawn: number; refitted: RefittedOrder[] }> {
    const { corrected, ...done } = await withdrawRefunds(tx, brand.id, customers, refundKeys, by);
    this.effects.mark(tx, brand.id, orderCorrected, corrected);
    return done;
  }

  /** Records orders, then refunds, in whatever order they arrived over all batches. */
  async record(tx: Tx, brand: Brand, batch: OrderBatch): Promise<OrderOutcomes> {
    const orderRows = batch.orders.map((order) => orderRow(tx, brand, order));
    const verdicts = await keyedOrders.add(tx, brand.id, orderRows);
    const paid = await withToldLines(
      tx,
      brand.id,
      orderRows.filter((_, i) => verdicts[i] === 'new'),
    );
    await orderLines.insert(tx, paid.flatMap(lineRows));
    const awaited = await applyWaiting(
      tx,
      brand.id,
      paid.map((row) => ({ ...row, refundedFen: 0 })),
    );
    const corrections = batch.corrections.map((row) => ({
      ...row,
      paidDay: dayOf(row.paidAtMs, brand.timeZone),
    }));
    const corrected = await correctOrders(tx, brand.id, batch.customers, corrections);
    const refundRows = batch.refunds.map((refund) => refundRow(tx, brand, refund));
    const taken = await takeRefunds(tx, brand.id, refundRows);
    this.tell(tx, brand.id, batch.customers, paid, [...awaited, ...taken.applied]);
    this.tellCorrected(tx, brand.id, corrected.made);
    const recorded = verdicts.map((verdict) => OUTCOME[verdict]);
    return { orders: recorded, corrections: corrected.outcomes, refunds: taken.outcomes };
  }

  private tellCorrected(tx: Tx, brandId: number, made: readonly MadeCorrection[]): void {
    if (made.length === 0) return;
    this.effects.mark(
      tx,
      brandId,
      orderCorrected,
      made.map(({ corrected }) => corrected),
    );
    // The brand's chain of the audit log is wanted by everybody who acts, so it is taken last.
    tx.beforeCommit(
      'announce',
      `orders.corrected.${brandId}.${made[0]?.corrected.orderId ?? 0}`,
      async () => {
        for (const { corrected, by, hashBefore, hashAfter } of made)
          await this.audit.record(tx, {
            brandId,
            actor: by,
            action: 'order.corrected',
            subject: this.publicIds.encode('ord', corrected.orderId),
            detail: {
              version: corrected.version,
              before: hashBefore.toString('hex'),
              after: hashAfter.toString('hex'),
            },
          });
      },
    );
  }

  /** Tells of what was recorded: points, facts and levels follow before the transaction commits. */
  private tell(
    tx: Tx,
    brandId: number,
    customers: LockedCustomers,
    paid: readonly PaidRow[],
    refunded: readonly AppliedToOrder[],
  ): void {
    const buyerOf = (
      filedUnder: number,
    ): Pick<PaidOrder, 'customerId' | 'family' | 'filedUnder' | 'mergedAtMs'> => {
      const buyer = customers.find(filedUnder);
      if (!buyer) throw new RunAgain('the owner of a refunded order is not locked yet');
      return { ...buyer, filedUnder };
    };
    const bought = paid.map((row): PaidOrder => {
      const { customerId, family, filedUnder, mergedAtMs } = buyerOf(row.customerId);
      return {
        orderId: row.id,
        customerId,
        family,
        filedUnder,
        mergedAtMs,
        paidAtMs: row.paidAtMs,
        paidDay: row.paidDay,
        amountFen: row.amountFen,
        channel: row.channel,
        storeId: row.storeId,
        guideId: row.guideId,
        lines: row.lines,
      };
    });
    const applied = refunded.map(({ order, ...refund }): AppliedRefund => {
      const { id: orderId, amountFen: orderAmountFen, customerId } = order;
      return { ...refund, orderId, orderAmountFen, ...buyerOf(customerId) };
    });
    this.effects.mark(tx, brandId, orderPaid, bought);
    this.effects.mark(tx, brandId, refundApplied, applied);
    const orderIds = paid.map(({ id }) => id);
    const refundIds = refunded.map(({ refundId }) => refundId);
    this.outbox.announce(tx, brandId, 'orders.paid.v1', orderIds);
    this.outbox.announce(tx, brandId, 'orders.refunded.v1', refundIds);
  }
}

function orderRow(tx: Tx, brand: Brand, order: NewOrder): PaidRow {
  // Field by field, as below: spreading rows by the thousand costs more than all that is known of them.
  return {
    id: tx.nextId(),
    brandId: brand.id,
    orderKey: order.orderKey,
    contentHash: order.contentHash,
    customerId: order.customerId,
    paidAtMs: order.paidAtMs,
    paidDay: dayOf(order.paidAtMs, brand.timeZone),
    amountFen: order.amountFen,
    channel: order.channel,
    storeId: order.storeId,
    guideId: order.guideId,
    receivedAtMs: tx.nowMs(),
    toldAtMs: order.toldAtMs,
    lines: order.lines,
  };
}

const lineRows = ({ id, lines }: PaidRow): NewRowOf<typeof orderLines>[] =>
  lines.map((line, i) => ({ ...line, orderId: id, line: i + 1, item: Buffer.from(line.item) }));

function refundRow(tx: Tx, brand: Brand, refund: NewRefund): LinedRefund {
  const refundedDay = dayOf(refund.refundedAtMs, brand.timeZone);
  const row = { ...refund, id: tx.nextId(), brandId: brand.id, orderId: 0, refundedDay };
  return { ...row, state: 'waiting', receivedAtMs: tx.nowMs() };
}
