import { journeyGoods, retailGoods, shuffled, type Goods } from './files';
import { shown, Shop, type GoodsAnswer, type Questions } from './shop';

jest.setTimeout(900_000);

// EXPECTED section 9, retail_lines_dev.
const RETAIL = { buyers: 1_096, orders: 4_330, amountFen: 186_053_339 };
const RETAIL_ITEMS = [
  ...['22423 240', '85123A 215', '84879 179', '47566 167', '22720 164'],
  ...['22086 156', '21212 153', '22457 148', '22960 145', '23298 144'],
];
const RETAIL_BOTH = [
  ['22423', '85123A', 73],
  ['22423', '84879', 63],
  ['22423', '47566', 61],
  ['85123A', '84879', 71],
  ['85123A', '47566', 61],
  ['84879', '47566', 47],
] as const;
// The same, cj_lines_dev with cj_products_dev.
const JOURNEY = { buyers: 1_186, orders: 23_756, amountFen: 11_737_208 };
const DEPARTMENTS = [
  ...['GROCERY 1156 0.974705', 'DRUG GM 893 0.752951', 'PRODUCE 827 0.697302', 'MEAT-PCKGD 648 0.546374'],
  ...['MEAT 551 0.464587', 'DELI 432 0.364250', 'PASTRY 324 0.273187', 'FUEL 219 0.184654'],
];
const DEPARTMENTS_BOTH = [
  ['DRUG GM', 'PRODUCE', 679],
  ['DRUG GM', 'MEAT-PCKGD', 557],
  ['DRUG GM', 'MEAT', 481],
  ['PRODUCE', 'MEAT-PCKGD', 526],
  ['PRODUCE', 'MEAT', 463],
  ['MEAT-PCKGD', 'MEAT', 404],
] as const;
const CATEGORIES = [
  ...['SOFT DRINKS 640', 'FLUID MILK PRODUCTS 616', 'BAKED BREAD∕BUNS∕ROLLS 576'],
  ...['CHEESE 555', 'BAG SNACKS 499', 'BEEF 396'],
];

let shop: Shop;
beforeAll(async () => {
  shop = await Shop.open();
});
afterAll(() => shop.close());

async function expectRetail(ask: Questions): Promise<void> {
  const { rows, ...totals } = await ask.goods();
  expect(totals).toEqual(RETAIL);
  expect(rows).toHaveLength(3_328);
  expect(rows.slice(0, RETAIL_ITEMS.length).map(({ key, buyers }) => `${key} ${buyers}`)).toEqual(
    RETAIL_ITEMS,
  );
  for (const [one, other, buyers] of RETAIL_BOTH)
    expect([one, other, await ask.goodsBoth(one, other)]).toEqual([one, other, buyers]);
  expect((await ask.audit()).ok).toBe(true);
}

async function expectJourney(ask: Questions): Promise<void> {
  const departments = await ask.goods('--by', 'category', '--depth', '1');
  expect({ ...departments, rows: [] }).toEqual({ ...JOURNEY, rows: [] });
  const named = (one: GoodsAnswer['rows'][number]) => `${one.key} ${one.buyers} ${shown(one.penetration)}`;
  expect(departments.rows.slice(0, DEPARTMENTS.length).map(named)).toEqual(DEPARTMENTS);
  for (const [one, other, buyers] of DEPARTMENTS_BOTH)
    expect([one, other, await ask.goodsBoth(one, other, '--by', 'category')]).toEqual([one, other, buyers]);
  const { rows } = await ask.goods('--by', 'category');
  const leaves = new Map(rows.map(({ key, buyers }) => [key.split('/').at(-1), buyers]));
  for (const category of CATEGORIES) {
    const [, name, buyers] = /^(.+) (\d+)$/.exec(category) ?? [];
    expect([name, leaves.get(name)]).toEqual([name, Number(buyers)]);
  }
}

/** Whole, and lines before their orders, so that no order is judged twice. */
async function importGoods(brand: string, goods: Goods): Promise<void> {
  for (const kind of ['items', 'order-lines', 'orders'] as const)
    expect(await shop.import(brand, kind, goods[kind])).toMatchObject({
      ...{ accepted: goods[kind].length, rejected: 0, reasons: {} },
    });
}

/** Shuffled, some orders before their lines and most behind them, items last; then all of it once more. */
async function importMixed(brand: string, goods: Goods): Promise<void> {
  const mixed = (kind: keyof Goods) => shuffled(goods[kind], 11);
  const orders = mixed('orders');
  const some = Math.floor(orders.length / 20);
  await shop.import(brand, 'orders', orders.slice(0, some));
  await shop.import(brand, 'order-lines', mixed('order-lines'));
  await shop.import(brand, 'orders', orders.slice(some));
  await shop.import(brand, 'items', mixed('items'));
  for (const kind of ['order-lines', 'orders', 'items'] as const)
    expect(await shop.import(brand, kind, goods[kind])).toMatchObject({
      ...{ accepted: 0, duplicate: goods[kind].length, rejected: 0 },
    });
}

describe.each([
  ['Online Retail', 'retail', retailGoods, expectRetail],
  ['Complete Journey', 'journey', journeyGoods, expectJourney],
] as const)('the lines of %s', (_, name, read, expectFigures) => {
  it('give the expected figures', async () => {
    await shop.brand(name, 'UTC');
    await importGoods(name, read());
    await expectFigures(shop.ask(name));
    const { rows: _, ...totals } = await shop.askAsProcess(name).goods();
    expect(totals).toEqual({ retail: RETAIL, journey: JOURNEY }[name]);
  });

  it('give them shuffled, each kind before and behind what it belongs to, and twice', async () => {
    await shop.brand(`${name}-mixed`, 'UTC');
    await importMixed(`${name}-mixed`, read());
    await expectFigures(shop.ask(`${name}-mixed`));
  });
});
