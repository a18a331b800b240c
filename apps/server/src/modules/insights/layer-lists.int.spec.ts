import { WHOLE_BRAND } from '@liuliang/domain';
import { insertRows } from '../../platform/db/statements';
import { FIRST_DAY, HistoryWorld, noonOf, type Happening } from '../../testing/history-world';
import { openTestServer, type TestServer } from '../../testing/test-server';
import { layerLists, LIST_PART } from './entities';
import { LayerListsJob } from './jobs';
import { LayerLists } from './layer-lists';
import { LayersService } from './layers.service';
import { rulesOf } from './rules';

const event = (subject: number, day: number, depth: Happening['depth']): Happening => {
  return { kind: 'event', subject, day, channel: 1, depth, amountFen: 0 };
};
const YESTERDAY = FIRST_DAY + 33;

let server: TestServer;
let world: HistoryWorld;
let lists: LayerLists;

beforeAll(async () => {
  server = await openTestServer(noonOf(FIRST_DAY + 34));
  lists = server.get(LayerLists);
});
beforeEach(async () => {
  world = await HistoryWorld.open(server);
});
afterAll(() => server.close());

const place = () => ({ brandId: world.brand.id, scope: WHOLE_BRAND });
const rules = () => rulesOf(world.brand);
const period = () => ({ ...place(), fromDay: FIRST_DAY, toDay: YESTERDAY, rules: rules() });
const kept = () => server.platform.db.read((reader) => lists.flow(reader, period()));
const flow = () => server.platform.db.read((reader) => server.get(LayersService).flow(reader, period()));
const parts = () => server.platform.db.read((reader) => layerLists.count(reader, world.brand.id, {}));

it('are kept of finished days by the job, again after late facts, and swept away when they are stray', async () => {
  await world.receive([event(0, FIRST_DAY, 'deep'), event(1, FIRST_DAY, 'touch')]);
  expect(await kept()).toBeNull();
  await server.get(LayerListsJob).keepAll();
  const before = await kept();
  expect(before?.[3]?.[3]).toBe(1);
  const all = await parts();
  await world.receive([event(1, YESTERDAY, 'deep')]);
  expect(await kept()).toBeNull();
  expect((await flow())[1]?.[3]).toBe(1);
  await server.get(LayerListsJob).keepAll();
  expect((await kept())?.[1]?.[3]).toBe(1);
  expect(await parts()).toBe(all);
});

it('are not touched by what happens today', async () => {
  await world.receive([event(0, FIRST_DAY, 'deep')]);
  await server.get(LayerListsJob).keepAll();
  await world.receive([event(0, YESTERDAY + 1, 'shallow')]);
  expect(await kept()).not.toBeNull();
});

it('are not kept when facts of their day changed while they were written', async () => {
  await world.receive([event(0, FIRST_DAY, 'deep')]);
  const filler = await lists.mark(place(), YESTERDAY, rules());
  await world.receive([event(1, FIRST_DAY, 'touch')]);
  const written = await lists.write(place(), YESTERDAY, rules(), filler);
  expect(await lists.claim(place(), YESTERDAY, rules(), filler, written)).toBe(false);
  expect(await lists.missing(place(), [YESTERDAY], rules())).toEqual([YESTERDAY]);
});

it('are not kept without parts that somebody swept away meanwhile', async () => {
  await world.receive([event(0, FIRST_DAY, 'deep')]);
  const filler = await lists.mark(place(), YESTERDAY, rules());
  const written = await lists.write(place(), YESTERDAY, rules(), filler);
  await lists.sweep(world.brand.id, FIRST_DAY);
  expect(await lists.claim(place(), YESTERDAY, rules(), filler, written)).toBe(false);
});

it('hold more customers than one part does', async () => {
  const ids = Array.from({ length: LIST_PART + 7 }, () => server.platform.ids.next());
  const row = (id: number) => [
    world.brand.id,
    WHOLE_BRAND,
    id,
    FIRST_DAY,
    2_000_000,
    4,
    0,
    0,
    FIRST_DAY,
    0,
    0,
  ];
  const columns = [
    'brand_id',
    'scope',
    'customer_id',
    'day',
    'next_day',
    'happened',
    'last_touch_day',
  ].concat(['last_shallow_day', 'last_deep_day', 'last_purchase_day', 'purchase_days']);
  await server.platform.db.run('test.facts', (tx) => insertRows(tx, 'customer_day', columns, ids.map(row)));
  for (const day of [FIRST_DAY, YESTERDAY]) expect(await lists.keep(place(), day, rules())).toBe(true);
  expect((await kept())?.[3]?.[3]).toBe(ids.length);
  expect(await parts()).toBe(4);
});
