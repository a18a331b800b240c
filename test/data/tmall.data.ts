import { shuffled, tmall, type Lines } from './files';
import { expectSoundStar, Shop, type Questions, shown, windows } from './shop';

jest.setTimeout(900_000);

// EXPECTED section 3, tmall_log_62u: windows 30 and 60, with customers who fall back in every month.
const WINDOWS = windows(30, 60);
const COUNTS = [
  ['2014-06-30', '6,0,16,4,17,19'],
  ['2014-07-31', '9,0,8,5,11,29'],
  ['2014-08-31', '12,0,13,4,5,28'],
  ['2014-09-30', '13,0,11,6,2,30'],
  ['2014-10-31', '7,0,9,9,4,33'],
  ['2014-11-12', '0,0,0,0,10,52'],
] as const;

let shop: Shop;
let lines: Lines;
beforeAll(async () => {
  shop = await Shop.open();
  lines = tmall();
});
afterAll(() => shop.close());

async function expectTmall(ask: Questions): Promise<void> {
  for (const [on, counts] of COUNTS) expect([on, await ask.layers(on, WINDOWS)]).toEqual([on, counts]);
  const star = await ask.star('2014-07-31', '2014-08-31', WINDOWS);
  expectSoundStar(star);
  expect([shown(star.A.reverse['R4']), shown(star.A.reverse['R5'])]).toEqual(['0.545455', '0.137931']);
  expect((await ask.audit()).ok).toBe(true);
}

describe('the Tmall log', () => {
  it('gives the expected figures, also when it comes twice', async () => {
    await shop.brand('plain');
    await shop.importAll('plain', lines);
    await expectTmall(shop.askAsProcess('plain'));
    await shop.importAll('plain', lines);
    await expectTmall(shop.ask('plain'));
  });

  it('gives them shuffled, in two halves, the later one first', async () => {
    await shop.brand('mixed');
    const [events, orders] = [shuffled(lines.events, 3), shuffled(lines.orders, 4)];
    const half = (all: readonly string[], which: 0 | 1): string[] =>
      all.slice(which * (all.length >> 1), which ? all.length : all.length >> 1);
    for (const which of [1, 0] as const) {
      await shop.importAll('mixed', { events: half(events, which), orders: half(orders, which) });
    }
    await expectTmall(shop.ask('mixed'));
  });

  it('gives them when the import of orders was killed in the middle and runs again', async () => {
    await shop.brand('killed');
    await shop.import('killed', 'events', lines.events);
    await shop.importAndKill('killed', 'orders', lines.orders);
    expect((await shop.ask('killed').audit()).ok).toBe(true);
    await shop.import('killed', 'orders', lines.orders);
    await expectTmall(shop.ask('killed'));
  });
});
