import { PRICE_FEN, shuffled, taobao, type Lines } from './files';
import { expectSoundStar, LAYERS, Shop, type Questions, shown, windows } from './shop';

jest.setTimeout(900_000);

// Every figure that EXPECTED section 3 has for taobao_dev400, for each way in which the same history can come in.
const SHORT = windows(3, 5);
const COUNTS = [
  ['2017-11-27', windows(90, 365), '21,0,109,130,106,34'],
  ['2017-11-30', windows(90, 365), '0,0,61,119,126,94'],
  ['2017-12-03', windows(90, 365), '0,0,27,103,122,148'],
  ['2017-11-27', SHORT, '23,0,107,130,106,34'],
  ['2017-11-30', SHORT, '14,0,75,100,117,94'],
  ['2017-12-03', SHORT, '0,0,66,121,76,137'],
] as const;
const FLOW = [
  [0, 0, 3, 3, 8, 0],
  [0, 0, 0, 0, 0, 0],
  [0, 0, 30, 27, 9, 9],
  [0, 0, 15, 56, 24, 5],
  [0, 0, 12, 30, 35, 40],
  [0, 0, 6, 5, 0, 83],
];
const RATES = {
  R1: [null, null, null],
  R2: ['0.600000', '0.400000', '0.000000'],
  R3: ['0.290000', '0.560000', '0.150000'],
  R4: ['0.341880', '0.299145', '0.358974'],
  R5: ['0.000000', '0.882979', '0.117021'],
};

let shop: Shop;
let lines: Lines;
beforeAll(async () => {
  shop = await Shop.open();
  lines = taobao();
});
afterAll(() => shop.close());

async function expectTaobao(ask: Questions): Promise<void> {
  for (const [on, window, counts] of COUNTS) expect([on, await ask.layers(on, window)]).toEqual([on, counts]);
  const star = await ask.star('2017-11-30', '2017-12-03', SHORT);
  expectSoundStar(star);
  expect(star.A.flow).toEqual(FLOW);
  for (const [layer, rates] of Object.entries(RATES)) {
    const { forward, stay, reverse } = star.A;
    expect([layer, ...[forward, stay, reverse].map((of) => shown(of[layer]))]).toEqual([layer, ...rates]);
  }
  expect(LAYERS.map((layer) => star.R.byLayer[layer]?.buyers)).toEqual([8, 0, 18, 29, 40, 51]);
  expect(shown(star.R.total.repurchaseRate)).toBe('0.267123');
  expect((await ask.audit()).ok).toBe(true);
}

describe('the Taobao log', () => {
  it('gives the expected figures', async () => {
    await shop.brand('plain');
    const events = await shop.import('plain', 'events', lines.events);
    const orders = await shop.import('plain', 'orders', lines.orders);
    expect([events.accepted, orders.accepted]).toEqual([lines.events.length, lines.orders.length]);
    await expectTaobao(shop.askAsProcess('plain'));
    expect(PRICE_FEN).toBeGreaterThan(0);
  });

  it('gives them again when it comes twice', async () => {
    expect(await shop.import('plain', 'events', lines.events)).toMatchObject({
      accepted: 0,
      duplicate: lines.events.length,
    });
    expect(await shop.import('plain', 'orders', lines.orders)).toMatchObject({
      accepted: 0,
      duplicate: lines.orders.length,
    });
    await expectTaobao(shop.ask('plain'));
  });

  it('gives them when it comes shuffled', async () => {
    await shop.brand('shuffled');
    await shop.import('shuffled', 'orders', shuffled(lines.orders, 1));
    await shop.import('shuffled', 'events', shuffled(lines.events, 2));
    await expectTaobao(shop.ask('shuffled'));
  });

  it('gives them when it comes in two halves, the later one first', async () => {
    await shop.brand('halves');
    for (const [start, end] of [
      [0.5, 1],
      [0, 0.5],
    ] as const) {
      const part = (all: readonly string[]): string[] => all.slice(all.length * start, all.length * end);
      await shop.importAll('halves', { orders: part(lines.orders), events: part(lines.events) });
    }
    await expectTaobao(shop.ask('halves'));
  });

  it('gives them when the import was killed in the middle and runs again', async () => {
    await shop.brand('killed');
    expect(await shop.importAndKill('killed', 'events', lines.events)).toBe(true);
    expect((await shop.ask('killed').audit()).ok).toBe(true);
    const again = await shop.import('killed', 'events', lines.events);
    expect(again.accepted).toBeLessThan(lines.events.length);
    expect(again.accepted + again.duplicate).toBe(lines.events.length);
    await shop.import('killed', 'orders', lines.orders);
    await expectTaobao(shop.ask('killed'));
  });

  it('falls into the trap of UTC days only for a brand in UTC', async () => {
    await shop.brand('utc', 'UTC');
    await shop.importAll('utc', lines);
    expect(await shop.ask('utc').layers('2017-11-30', SHORT)).toBe('11,0,81,101,114,93');
  });
});
