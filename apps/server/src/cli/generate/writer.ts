import type { Type } from '@nestjs/common';
import {
  dayStartMs,
  totalOfEvent,
  totalOfOrder,
  totalOfRefund,
  type ChannelOrder,
  type CustomerTotal,
  type Day,
  type EventFact,
} from '@liuliang/domain';
import { BrandsService, type Brand } from '../../modules/brands';
import { FactsService } from '../../modules/insights';
import { CustomersService, identityKey } from '../../modules/members';
import type { Database } from '../../platform/db/database';
import { insertRows, type Tx, type Value } from '../../platform/db/statements';
import type { Platform } from '../../platform/platform';
import { inventedChannels, type InventedCustomer, type InventedEvent, type InventedOrder } from './invented';

const EVENT = ['id', 'brand_id', 'event_key', 'content_hash', 'customer_id', 'type', 'occurred_at_ms'].concat(
  ['received_at_ms', 'channel'],
);
const ORDER = ['id', 'brand_id', 'order_key', 'content_hash', 'customer_id', 'paid_at_ms', 'paid_day'].concat(
  ['amount_fen', 'refunded_fen', 'channel', 'received_at_ms'],
);
const REFUND = [
  'id',
  'brand_id',
  'refund_key',
  'content_hash',
  'order_key',
  'order_id',
  'refunded_at_ms',
].concat(['refunded_day', 'amount_fen', 'state', 'received_at_ms']);

/** Nobody sent these rows, so there is no content to compare a second sending with. */
const NO_CONTENT = Buffer.alloc(16, 1);
const MINUTE_MS = 60_000;

/** Where the parts of a running server are asked for. */
export interface Parts {
  get<T>(part: Type<T>): T;
}

/** How many rows a generation wrote. */
export interface Written {
  customers: number;
  events: number;
  orders: number;
  refunds: number;
}

/**
 * Writes invented customers with everything they did by multi-row statements, past the doors that real rows take:
 * nothing is judged, no points are posted. Facts come out as if the rows had come through those doors.
 */
export class InventedWriter {
  readonly written: Written = { customers: 0, events: 0, orders: 0, refunds: 0 };
  private readonly startMsByDay = new Map<Day, number>();

  private constructor(
    private readonly db: Database,
    private readonly customers: CustomersService,
    private readonly facts: FactsService,
    private readonly brand: Brand,
    private readonly channels: ReadonlyMap<string, number>,
    private readonly nowMs: number,
    private readonly rows: 'all' | 'facts',
  ) {}

  /** @param rows `facts` leaves out the events and orders themselves, where only layers are of interest */
  static async open(
    { db, clock }: Pick<Platform, 'db' | 'clock'>,
    parts: Parts,
    brand: Brand,
    rows: 'all' | 'facts' = 'all',
  ): Promise<InventedWriter> {
    const channels = await db.run('generate.channels', (tx) =>
      parts.get(BrandsService).channelsWith(tx, brand.id, inventedChannels),
    );
    const [customers, facts] = [parts.get(CustomersService), parts.get(FactsService)];
    return new InventedWriter(db, customers, facts, brand, channels, clock.nowMs(), rows);
  }

  /** One transaction: the customers, their rows, their facts. */
  async write(invented: readonly InventedCustomer[]): Promise<void> {
    const batch = await this.db.run('generate.customers', async (tx) => {
      const batch = new Batch();
      const cards = invented.map(({ number }) => ({
        kind: 'pos_card',
        value: `GEN${String(number).padStart(9, '0')}`,
      }));
      const customerIds = await this.customers.identify(tx, this.brand, cards, this.nowMs);
      invented.forEach(({ events, orders }, i) => {
        const customerId = customerIds.get(identityKey(cards[i] ?? { kind: '', value: '' })) ?? 0;
        for (const event of events) this.addEvent(batch, customerId, event);
        for (const order of orders) this.addOrder(batch, customerId, order);
      });
      await this.writeBatch(tx, batch);
      return batch;
    });
    this.written.customers += invented.length;
    this.written.events += batch.events.length;
    this.written.orders += batch.orders.length;
    this.written.refunds += batch.refunds.length;
  }

  private async writeBatch(tx: Tx, batch: Batch): Promise<void> {
    if (this.rows === 'all') {
      await insertRows(tx, 'event', EVENT, batch.events);
      await insertRows(tx, 'sale_order', ORDER, batch.orders);
      await insertRows(tx, 'refund', REFUND, batch.refunds);
    }
    await this.facts.apply(tx, this.brand, batch);
  }

  private addEvent(batch: Batch, customerId: number, event: InventedEvent): void {
    const [id, occurredAtMs] = [this.db.nextId(), this.instantOf(event)];
    const channel = this.channelOf(event);
    const row = [
      id,
      this.brand.id,
      keyOf(id),
      NO_CONTENT,
      customerId,
      event.type,
      occurredAtMs,
      this.nowMs,
      channel,
    ];
    batch.events.push(row);
    batch.facts.push({ customerId, channel, day: event.day, depth: event.depth });
    batch.totals.push(totalOfEvent(customerId, occurredAtMs));
  }

  private addOrder(batch: Batch, customerId: number, order: InventedOrder): void {
    const { day: paidDay, amountFen, refund } = order;
    const [id, paidAtMs, channel] = [this.db.nextId(), this.instantOf(order), this.channelOf(order)];
    const own = [id, this.brand.id, keyOf(id), NO_CONTENT, customerId, paidAtMs, paidDay];
    batch.orders.push([...own, amountFen, refund?.amountFen ?? 0, channel, this.nowMs]);
    const past = batch.purchases.get(customerId) ?? [];
    past.push({ orderId: id, paidDay, amountFen, channel, refunds: refund ? [refund] : [] });
    batch.purchases.set(customerId, past);
    batch.totals.push(totalOfOrder(customerId, paidAtMs, amountFen));
    if (!refund) return;
    const refundId = this.db.nextId();
    const refundedAtMs = this.instantOf({ day: refund.day, minute: order.minute });
    const their = [
      refundId,
      this.brand.id,
      keyOf(refundId),
      NO_CONTENT,
      keyOf(id),
      id,
      refundedAtMs,
      refund.day,
    ];
    batch.refunds.push([...their, refund.amountFen, 'applied', this.nowMs]);
    batch.totals.push(totalOfRefund(customerId, refund.amountFen));
  }

  private channelOf({ channel }: { readonly channel: string }): number {
    return this.channels.get(channel) ?? 0;
  }

  private instantOf({ day, minute }: { readonly day: Day; readonly minute: number }): number {
    let startMs = this.startMsByDay.get(day);
    if (startMs === undefined) this.startMsByDay.set(day, (startMs = dayStartMs(day, this.brand.timeZone)));
    return startMs + minute * MINUTE_MS;
  }
}

/** The rows of one transaction, and the change that they make to the facts. */
class Batch {
  readonly events: Value[][] = [];
  readonly orders: Value[][] = [];
  readonly refunds: Value[][] = [];
  readonly facts: EventFact[] = [];
  readonly purchases = new Map<number, ChannelOrder[]>();
  readonly totals: CustomerTotal[] = [];
}

function keyOf(id: number): Buffer {
  return Buffer.from(`gen-${id}`);
}
