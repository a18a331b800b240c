import { AIPL, FIVE_R, layerCodes, starReport, type LayerModel } from '@liuliang/domain';
import * as fc from 'fast-check';
import { anyStory, FIRST_DAY, HistoryWorld, LAST_DAY } from '../../testing/history-world';
import { openTestServer, type TestServer } from '../../testing/test-server';
import { SegmentQueries, type Segment, type SegmentFilter } from './segment.queries';
import { FactsService } from './facts.service';
import { LayerLists } from './layer-lists';
import { LayersService } from './layers.service';
import { StarService } from './star.service';

/**
 * Goal: whatever arrives in whatever order and parts, the facts are those of the whole past, and every figure read from
 * them by SQL is the domain's (FACTS-2, LAYERS-SQL, SEGMENT-1). Method: random customers live random weeks; events,
 * orders and refunds are written and applied in random batches; then random days, windows, models and scopes are
 * asked, and an oracle that knows only the whole past and the rules of the domain answers too.
 */
const anyQuestion = fc.record({
  fromDay: fc.integer({ min: FIRST_DAY - 1, max: LAST_DAY + 20 }),
  days: fc.integer({ min: 1, max: 15 }),
  scope: fc.constantFrom(0, 0, 1, 2),
  model: fc.constantFrom<LayerModel>(FIVE_R, AIPL),
  interaction: fc.integer({ min: 1, max: 12 }),
  purchase: fc.integer({ min: 1, max: 20 }),
});
type Question = Omit<Segment, 'filter'>;

let server: TestServer;

beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());

describe('facts kept step by step', () => {
  it('are the facts of the whole past, and answer every question as the domain does', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyStory,
        fc.array(anyQuestion, { minLength: 3, maxLength: 3 }),
        async (story, questions) => {
          const world = await HistoryWorld.open(server);
          for (const batch of story) await world.receive(batch);
          expect((await server.get(FactsService).compare(world.brand.id)).differences).toBe(0);
          for (const { fromDay, days, scope, model, interaction, purchase } of questions) {
            const rules = { model, windows: { interaction, purchase } };
            const brandId = world.brand.id;
            await askAndCompare(world, { brandId, scope, fromDay, toDay: fromDay + days, rules });
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('answer a flow from kept lists as from the rows, whatever came late after they were kept', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyStory,
        anyStory,
        anyQuestion,
        async (before, after, { fromDay, days, ...asked }) => {
          const world = await HistoryWorld.open(server);
          const { model, interaction, purchase } = asked;
          const rules = { model, windows: { interaction, purchase } };
          const place = { brandId: world.brand.id, scope: asked.scope };
          const period = { ...place, fromDay, toDay: fromDay + days, rules };
          for (const batch of before) await world.receive(batch);
          const lists = server.get(LayerLists);
          for (const day of [fromDay, fromDay + days]) expect(await lists.keep(place, day, rules)).toBe(true);
          await askFlow(world, period);
          for (const batch of after) {
            await world.receive(batch);
            await askFlow(world, period);
          }
        },
      ),
      { numRuns: 30 },
    );
  });
});

async function askFlow(world: HistoryWorld, period: Question): Promise<void> {
  const flow = await server.platform.db.read((reader) => server.get(LayersService).flow(reader, period));
  expect(flow).toEqual(flowByHand(world, period));
}

async function askAndCompare(world: HistoryWorld, question: Question): Promise<void> {
  const { scope, fromDay, toDay, rules } = question;
  const flow = flowByHand(world, question);
  const counts = await server.platform.db.read((reader) =>
    server.get(LayersService).counts(reader, question, fromDay, rules),
  );
  expect(counts).toEqual(flow.map((row) => row.reduce((sum, value) => sum + value, 0)));

  const report = await server.get(StarService).report(world.brand, { fromDay, toDay, scope, rules });
  const codes = layerCodes(rules.model);
  expect(report).toEqual({
    ok: true,
    value: starReport({ codes, flow, purchases: purchasesByHand(world, question) }),
  });

  for (const [fromLayer, row] of flow.entries()) {
    for (const [toLayer, customers] of row.entries()) {
      if (customers > 0) expect(await segment(question, { fromLayer, toLayer })).toHaveLength(customers);
    }
  }
  const { total } = report.ok ? report.value.S : { total: { new: 0, lost: 0 } };
  expect(await segment(question, { isAssetFrom: false, isAssetTo: true })).toHaveLength(total.new);
  expect(await segment(question, { isAssetFrom: true, isAssetTo: false })).toHaveLength(total.lost);
  const buyers = world.customers.filter((id) => world.bought(id, scope, fromDay, toDay).length > 0);
  expect((await segment(question, { bought: 'buyers' })).sort()).toEqual([...buyers].sort());
}

/** The ids behind a figure, read page by page, after checking that the count says as many. */
async function segment(question: Question, filter: Omit<SegmentFilter, 'storeScope'>): Promise<number[]> {
  const store = server.get(SegmentQueries);
  const asked = { ...question, filter: { ...filter, storeScope: null } };
  return server.platform.db.read(async (reader) => {
    const ids: number[] = [];
    for (;;) {
      const page = await store.page(reader, asked, ids.at(-1) ?? Number.MAX_SAFE_INTEGER, 2);
      ids.push(...page.map((one) => one.customerId));
      if (page.length < 2) break;
    }
    expect(await store.count(reader, asked)).toBe(ids.length);
    return ids;
  });
}

function flowByHand(world: HistoryWorld, { scope, fromDay, toDay, rules }: Question): number[][] {
  const size = rules.model.layers.length + 1;
  const flow = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  for (const customer of world.customers) {
    const from = world.layerOf(customer, fromDay, scope, rules);
    flow[from]![world.layerOf(customer, toDay, scope, rules)]! += 1;
  }
  return flow;
}

function purchasesByHand(world: HistoryWorld, { scope, fromDay, toDay, rules }: Question) {
  const rows = layerCodes(rules.model).map(() => ({
    gmvFen: 0,
    refundFen: 0,
    orders: 0,
    buyers: 0,
    repeatBuyers: 0,
  }));
  for (const customer of world.customers) {
    const bought = world.bought(customer, scope, fromDay, toDay).map((order) => {
      const refunds = order.refunds.filter((refund) => refund.day <= toDay);
      const refundedFen = refunds.reduce((sum, refund) => sum + refund.amountFen, 0);
      return { ...order, refundedFen, counts: refunds.length === 0 || refundedFen < order.amountFen };
    });
    if (bought.length === 0) continue;
    const row = rows[world.layerOf(customer, fromDay, scope, rules)]!;
    const purchaseDays = new Set(bought.filter((order) => order.counts).map((order) => order.paidDay));
    row.buyers += 1;
    row.orders += bought.length;
    row.gmvFen += bought.reduce((sum, order) => sum + order.amountFen, 0);
    row.refundFen += bought.reduce((sum, order) => sum + order.refundedFen, 0);
    row.repeatBuyers += purchaseDays.size >= 2 ? 1 : 0;
  }
  return rows;
}
