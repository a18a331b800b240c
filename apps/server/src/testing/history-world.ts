import {
  foldStates,
  layerOn,
  stateOn,
  totalOfEvent,
  totalOfOrder,
  totalOfRefund,
  type ChannelOrder,
  type CustomerState,
  type CustomerTotal,
  type DayFact,
  type Depth,
  type LayerRules,
} from '@liuliang/domain';
import * as fc from 'fast-check';
import { BrandsService, type Brand } from '../modules/brands';
import { FactsService } from '../modules/insights';
import { insertRows, type Tx } from '../platform/db/statements';
import type { TestServer } from './test-server';

export const WORLD_CUSTOMERS = 5;
export const FIRST_DAY = 20_000;
export const LAST_DAY = FIRST_DAY + 24;

const DAY_MS = 86_400_000;
/** Columns that no figure reads. */
const UNREAD = Buffer.from('-');
/** Noon in Shanghai, so that a day is told from its neighbours by the zone and not by luck. */
export const noonOf = (day: number): number => day * DAY_MS + 4 * 3_600_000;

const TYPE: Record<Depth, string> = { touch: 'ad.exposed', shallow: 'mini.opened', deep: 'cart.added' };

/** One thing that reaches the brand. */
export interface Happening {
  readonly kind: 'event' | 'order' | 'refund';
  /** Position of the customer; of the order, for a refund. */
  readonly subject: number;
  readonly day: number;
  /** 0: none. */
  readonly channel: number;
  readonly depth: Depth;
  readonly amountFen: number;
}

const anyHappening = fc.record<Happening>({
  kind: fc.constantFrom('event', 'event', 'order', 'refund'),
  subject: fc.nat(WORLD_CUSTOMERS - 1),
  day: fc.integer({ min: FIRST_DAY, max: LAST_DAY }),
  channel: fc.constantFrom(0, 1, 2),
  depth: fc.constantFrom('touch', 'shallow', 'deep'),
  amountFen: fc.integer({ min: 0, max: 3 }),
});

/** Some weeks of a brand, in the batches and the order in which they arrive. */
export const anyStory = fc.array(fc.array(anyHappening, { minLength: 1, maxLength: 8 }), { maxLength: 5 });

interface WorldOrder extends ChannelOrder {
  readonly customer: number;
  readonly refunds: { day: number; amountFen: number }[];
}

let made = 0;

/**
 * A brand whose whole past is known in memory beside the tables, so that a test can work every figure out anew. Rows are
 * written by SQL: its stories refund more than was paid and use channels that nobody named, which the doors refuse and
 * old data may hold.
 */
export class HistoryWorld {
  readonly orders: WorldOrder[] = [];
  readonly events: { customer: number; day: number; channel: number; depth: Depth }[] = [];

  private constructor(
    private readonly server: TestServer,
    readonly brand: Brand,
    readonly customers: readonly number[],
  ) {}

  static async open(server: TestServer): Promise<HistoryWorld> {
    const brand = await server.get(BrandsService).create({ code: `world${(made += 1)}`, name: 'world' });
    if (!brand) throw new Error('A world was made twice');
    const ids = server.platform.ids;
    const customers = Array.from({ length: WORLD_CUSTOMERS }, () => ids.next());
    const rows = customers.map((id) => [id, brand.id, UNREAD, UNREAD]);
    await server.platform.db.run('test.customers', (tx) =>
      insertRows(tx, 'customer', ['id', 'brand_id', 'nickname', 'mobile'], rows),
    );
    return new HistoryWorld(server, brand, customers);
  }

  /** One transaction: rows first, then the facts, as the areas of events and orders do it. */
  async receive(batch: readonly Happening[]): Promise<void> {
    await this.server.platform.db.run('test.receive', async (tx) => {
      const eventsBefore = this.events.length;
      const buyers = new Set<number>();
      const totals: CustomerTotal[] = [];
      for (const one of batch) {
        const total = await this.write(tx, one, buyers);
        if (total) totals.push(total);
      }
      await this.server.get(FactsService).apply(tx, this.brand, {
        facts: this.events
          .slice(eventsBefore)
          .map(({ customer, ...fact }) => ({ customerId: customer, ...fact })),
        purchases: new Map(
          [...buyers].map((id) => [id, this.orders.filter((order) => order.customer === id)]),
        ),
        totals,
      });
    });
  }

  /** The layer number of a customer on a day, from the whole past and the rules of the domain alone. */
  layerOf(customer: number, day: number, scope: number, { model, windows }: LayerRules): number {
    return layerOn(stateOn(this.statesOf(customer, scope), day), day, model, windows);
  }

  /** Orders of a scope paid after `fromDay` and up to `toDay`. */
  bought(customer: number, scope: number, fromDay: number, toDay: number): WorldOrder[] {
    return this.orders.filter(
      (order) => isOf(order, customer, scope) && order.paidDay > fromDay && order.paidDay <= toDay,
    );
  }

  private statesOf(customer: number, scope: number): CustomerState[] {
    const days = this.events
      .filter((event) => isOf(event, customer, scope))
      .map(({ day, depth }): DayFact => {
        return { day, touch: depth === 'touch', shallow: depth === 'shallow', deep: depth === 'deep' };
      });
    return foldStates(
      days,
      this.orders.filter((order) => isOf(order, customer, scope)),
    );
  }

  private async write(tx: Tx, one: Happening, buyers: Set<number>): Promise<CustomerTotal | null> {
    const customer = this.customers[one.subject] ?? 0;
    const id = this.server.platform.ids.next();
    if (one.kind === 'event') {
      this.events.push({ customer, day: one.day, channel: one.channel, depth: one.depth });
      await writeEvent(tx, this.brand.id, id, customer, one);
      return totalOfEvent(customer, noonOf(one.day));
    }
    if (one.kind === 'order') {
      const { day: paidDay, amountFen, channel } = one;
      this.orders.push({ orderId: id, customer, paidDay, amountFen, channel, refunds: [] });
      await writeOrder(tx, this.brand.id, id, customer, one);
      buyers.add(customer);
      return totalOfOrder(customer, noonOf(paidDay), amountFen);
    }
    const order = this.orders[one.subject];
    if (!order) return null;
    order.refunds.push({ day: one.day, amountFen: one.amountFen });
    await writeRefund(tx, this.brand.id, id, order.orderId as number, one);
    buyers.add(order.customer);
    return totalOfRefund(order.customer, one.amountFen);
  }
}

function isOf(one: { customer: number; channel: number }, customer: number, scope: number): boolean {
  return one.customer === customer && (scope === 0 || one.channel === scope);
}

async function writeEvent(
  tx: Tx,
  brandId: number,
  id: number,
  customer: number,
  one: Happening,
): Promise<void> {
  const columns = [
    'id',
    'brand_id',
    'event_key',
    'content_hash',
    'customer_id',
    'type',
    'occurred_at_ms',
    'channel',
  ];
  const key = Buffer.from(String(id));
  await insertRows(tx, 'event', columns, [
    [id, brandId, key, UNREAD, customer, TYPE[one.depth], noonOf(one.day), one.channel],
  ]);
}

async function writeOrder(
  tx: Tx,
  brandId: number,
  id: number,
  customer: number,
  one: Happening,
): Promise<void> {
  const key = Buffer.from(String(id));
  const row = {
    id,
    brand_id: brandId,
    order_key: key,
    content_hash: UNREAD,
    customer_id: customer,
    paid_at_ms: noonOf(one.day),
    paid_day: one.day,
    amount_fen: one.amountFen,
    channel: one.channel,
  };
  await insertRows(tx, 'sale_order', Object.keys(row), [Object.values(row)]);
}

async function writeRefund(
  tx: Tx,
  brandId: number,
  id: number,
  orderId: number,
  one: Happening,
): Promise<void> {
  const key = Buffer.from(String(id));
  const row = {
    id,
    brand_id: brandId,
    refund_key: key,
    content_hash: UNREAD,
    order_key: key,
    order_id: orderId,
    refunded_at_ms: noonOf(one.day),
    refunded_day: one.day,
    amount_fen: one.amountFen,
    state: 'applied',
  };
  await insertRows(tx, 'refund', Object.keys(row), [Object.values(row)]);
}
