import {
  AIPL,
  DEFAULT_CATALOGUE,
  FIVE_R,
  foldStates,
  layerOn,
  stateOn,
  starReport,
  layerCodes,
  type DayFact,
  type Depth,
  type LayerModel,
} from '@liuliang/domain';
import * as fc from 'fast-check';
import { insertRows, type Tx } from '../../platform/db/statements';
import { openTestServer, type TestServer } from '../../testing/test-server';
import { BrandsService, type Brand } from '../brands';
import {
  FactsService,
  LayersService,
  StarService,
  totalOfEvent,
  totalOfOrder,
  totalOfRefund,
  type ChannelOrder,
} from '.';

/**
 * Goal: whatever arrives in whatever order and parts, the facts are those of the whole history, and every figure read
 * from them by SQL is the domain's (FACTS-2, LAYERS-1, STAR-R). Method: random customers live random weeks; events,
 * orders and refunds are written and applied in random batches; then random days, windows, models and scopes are
 * asked, and an oracle that knows only the whole history and the rules of the domain answers too.
 */
const CUSTOMERS = 5;
const FIRST_DAY = 20_000;
const LAST_DAY = FIRST_DAY + 24;
const DAY_MS = 86_400_000;
/** Noon in Shanghai, so that a day is told from its neighbours by the zone and not by luck. */
const noonOf = (day: number): number => day * DAY_MS + 4 * 3_600_000;
const TYPE: Record<Depth, string> = { touch: 'ad.exposed', shallow: 'mini.opened', deep: 'cart.added' };

interface Happening {
  kind: 'event' | 'order' | 'refund';
  /** Position of the customer; of the order, for a refund. */
  subject: number;
  day: number;
  channel: number;
  depth: Depth;
  amountFen: number;
}

const anyHappening = fc.record<Happening>({
  kind: fc.constantFrom('event', 'event', 'order', 'refund'),
  subject: fc.nat(CUSTOMERS - 1),
  day: fc.integer({ min: FIRST_DAY, max: LAST_DAY }),
  channel: fc.constantFrom(0, 1, 2),
  depth: fc.constantFrom('touch', 'shallow', 'deep'),
  amountFen: fc.integer({ min: 0, max: 3 }),
});
const anyStory = fc.array(fc.array(anyHappening, { minLength: 1, maxLength: 8 }), { maxLength: 5 });
const anyQuestion = fc.record({
  day: fc.integer({ min: FIRST_DAY - 1, max: LAST_DAY + 20 }),
  days: fc.integer({ min: 1, max: 15 }),
  scope: fc.constantFrom(0, 0, 1, 2),
  model: fc.constantFrom<LayerModel>(FIVE_R, AIPL),
  interaction: fc.integer({ min: 1, max: 12 }),
  purchase: fc.integer({ min: 1, max: 20 }),
});

let server: TestServer;
let facts: FactsService;
let brands = 0;
let ids = 0;

beforeAll(async () => {
  server = await openTestServer();
  facts = server.get(FactsService);
});
afterAll(() => server.close());

/** A brand with customers, and everything that happened to them so far, in memory beside the tables. */
class World {
  readonly orders: (ChannelOrder & { customer: number; refunds: { day: number; amountFen: number }[] })[] =
    [];
  readonly events: { customer: number; day: number; channel: number; depth: Depth }[] = [];

  private constructor(
    readonly brand: Brand,
    readonly customers: readonly number[],
  ) {}

  static async make(): Promise<World> {
    const brand = await server.get(BrandsService).create({ code: `b${(brands += 1)}`, name: 'test' });
    const customers = Array.from({ length: CUSTOMERS }, () => (ids += 1));
    await server.platform.db.run('test.customers', (tx) =>
      insertRows(
        tx,
        'customer',
        ['id', 'brand_id', 'nickname', 'mobile'],
        customers.map((id) => [id, brand!.id, NONE, NONE]),
      ),
    );
    return new World(brand!, customers);
  }

  /** One transaction: rows first, then the facts, as the areas of events and orders do it. */
  async receives(batch: readonly Happening[]): Promise<void> {
    await server.platform.db.run('test.receive', async (tx) => {
      const touched = new Set<number>();
      const totals = [];
      const from = this.events.length;
      for (const one of batch) {
        const customer = this.customers[one.subject]!;
        if (one.kind === 'event') {
          this.events.push({ customer, day: one.day, channel: one.channel, depth: one.depth });
          await this.writeEvent(tx, customer, one);
          totals.push(totalOfEvent(customer, noonOf(one.day)));
        } else if (one.kind === 'order') {
          const orderId = (ids += 1);
          const { day: paidDay, amountFen, channel } = one;
          this.orders.push({ orderId, customer, paidDay, amountFen, channel, refunds: [] });
          await this.writeOrder(tx, customer, orderId, one);
          touched.add(customer);
          totals.push(totalOfOrder(customer, noonOf(paidDay), amountFen));
        } else {
          const order = this.orders[one.subject];
          if (!order) continue;
          order.refunds.push({ day: one.day, amountFen: one.amountFen });
          await this.writeRefund(tx, order.orderId as number, one);
          touched.add(order.customer);
          totals.push(totalOfRefund(order.customer, one.amountFen));
        }
      }
      await facts.apply(tx, this.brand, {
        facts: this.events.slice(from).map(({ customer, ...fact }) => ({ customerId: customer, ...fact })),
        purchases: new Map(
          [...touched].map((id) => [id, this.orders.filter((order) => order.customer === id)]),
        ),
        totals,
      });
    });
  }

  statesOf(customer: number, scope: number) {
    const isIn = (one: { customer: number; channel: number }): boolean =>
      one.customer === customer && (scope === 0 || one.channel === scope);
    const days = this.events.filter(isIn).map(({ day, depth }): DayFact => ({
      day,
      touch: depth === 'touch',
      shallow: depth === 'shallow',
      deep: depth === 'deep',
    }));
    return foldStates(days, this.orders.filter(isIn));
  }

  private async writeEvent(tx: Tx, customer: number, { day, depth, channel }: Happening): Promise<void> {
    const id = (ids += 1);
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
    await insertRows(tx, 'event', columns, [
      [id, this.brand.id, Buffer.from(`${id}`), NONE, customer, TYPE[depth], noonOf(day), channel],
    ]);
  }

  private async writeOrder(
    tx: Tx,
    customer: number,
    id: number,
    { day, channel, amountFen }: Happening,
  ): Promise<void> {
    const columns = [
      'id',
      'brand_id',
      'order_key',
      'content_hash',
      'customer_id',
      'paid_at_ms',
      'paid_day',
      'amount_fen',
      'channel',
    ];
    await insertRows(tx, 'sale_order', columns, [
      [id, this.brand.id, Buffer.from(`${id}`), NONE, customer, noonOf(day), day, amountFen, channel],
    ]);
  }

  private async writeRefund(tx: Tx, orderId: number, { day, amountFen }: Happening): Promise<void> {
    const id = (ids += 1);
    const key = Buffer.from(`${id}`);
    const columns = [
      'id',
      'brand_id',
      'refund_key',
      'content_hash',
      'order_key',
      'order_id',
      'refunded_day',
      'amount_fen',
      'state',
    ];
    await insertRows(tx, 'refund', columns, [
      [id, this.brand.id, key, NONE, key, orderId, day, amountFen, 'applied'],
    ]);
  }
}

const NONE = Buffer.alloc(0);

describe('facts kept step by step', () => {
  it('are the facts of the whole history, and answer every question as the domain does', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyStory,
        fc.array(anyQuestion, { minLength: 4, maxLength: 4 }),
        async (story, questions) => {
          const world = await World.make();
          for (const batch of story) await world.receives(batch);
          expect((await facts.compare(world.brand.id)).differences).toBe(0);
          for (const question of questions) await askAndCompare(world, question);
        },
      ),
      { numRuns: 60 },
    );
  });
});

async function askAndCompare(
  world: World,
  {
    day,
    days,
    scope,
    model,
    interaction,
    purchase,
  }: { day: number; days: number; scope: number; model: LayerModel; interaction: number; purchase: number },
): Promise<void> {
  const layers = server.get(LayersService);
  const rules = { model, windows: { interaction, purchase } };
  const place = { brandId: world.brand.id, scope };
  const size = model.layers.length + 1;
  const toDay = day + days;
  const flow = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  const layerOf = (customer: number, on: number): number =>
    layerOn(stateOn(world.statesOf(customer, scope), on), on, model, rules.windows);
  for (const customer of world.customers) flow[layerOf(customer, day)]![layerOf(customer, toDay)]! += 1;

  const counts = await server.platform.db.read((reader) => layers.counts(reader, place, day, rules));
  expect(counts).toEqual(flow.map((row) => row.reduce((sum, value) => sum + value, 0)));
  const report = await server.get(StarService).report(world.brand, { fromDay: day, toDay, scope, rules });
  expect(report).toEqual({
    ok: true,
    value: starReport({
      codes: layerCodes(model),
      flow,
      purchases: purchasesByHand(world, day, toDay, scope, size, layerOf),
    }),
  });
}

function purchasesByHand(
  world: World,
  day: number,
  toDay: number,
  scope: number,
  size: number,
  layerOf: (customer: number, on: number) => number,
) {
  const rows = Array.from({ length: size }, () => ({
    gmvFen: 0,
    refundFen: 0,
    orders: 0,
    buyers: 0,
    repeatBuyers: 0,
  }));
  for (const customer of world.customers) {
    const bought = world.orders.filter(
      (one) =>
        one.customer === customer &&
        (scope === 0 || one.channel === scope) &&
        one.paidDay > day &&
        one.paidDay <= toDay,
    );
    if (bought.length === 0) continue;
    const row = rows[layerOf(customer, day)]!;
    const refundsOf = (order: ChannelOrder) => order.refunds.filter((refund) => refund.day <= toDay);
    const refundedFen = (order: ChannelOrder) =>
      refundsOf(order).reduce((sum, refund) => sum + refund.amountFen, 0);
    const counting = bought.filter(
      (order) => refundsOf(order).length === 0 || refundedFen(order) < order.amountFen,
    );
    row.buyers += 1;
    row.orders += bought.length;
    row.gmvFen += bought.reduce((sum, order) => sum + order.amountFen, 0);
    row.refundFen += bought.reduce((sum, order) => sum + refundedFen(order), 0);
    row.repeatBuyers += new Set(counting.map((order) => order.paidDay)).size >= 2 ? 1 : 0;
  }
  return rows;
}

it('knows the event types that the stories use', () => {
  expect(Object.values(TYPE).map((type) => DEFAULT_CATALOGUE[type])).toEqual(['touch', 'shallow', 'deep']);
});
