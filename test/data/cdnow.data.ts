import { cdnow, shuffled } from './files';
import { expectSoundStar, Shop, type Questions, windows } from './shop';

jest.setTimeout(900_000);

// EXPECTED section 3, cdnow_master: 69,659 orders of 23,570 customers over 18 months, no events.
const SHORT = windows(30, 90);
const LONG = windows(90, 365);
const COUNTS = [
  ['1997-03-31', SHORT, '0,0,0,0,18727,4843'],
  ['1997-06-30', SHORT, '18248,0,0,0,0,5322'],
  ['1997-09-30', SHORT, '19375,0,0,0,0,4195'],
  ['1997-12-31', SHORT, '19394,0,0,0,0,4176'],
  ['1998-03-31', SHORT, '19753,0,0,0,0,3817'],
  ['1998-06-30', SHORT, '20269,0,0,0,0,3301'],
  ['1997-12-31', LONG, '0,0,0,0,13080,10490'],
  ['1998-06-30', LONG, '15238,0,0,0,0,8332'],
] as const;

let shop: Shop;
let orders: readonly string[];
beforeAll(async () => {
  shop = await Shop.open();
  orders = cdnow().orders;
});
afterAll(() => shop.close());

async function expectCdnow(ask: Questions): Promise<void> {
  for (const [on, window, counts] of COUNTS) expect([on, await ask.layers(on, window)]).toEqual([on, counts]);
  const spring = await ask.star('1997-03-31', '1997-06-30', SHORT);
  const year = await ask.star('1997-12-31', '1998-06-30', LONG);
  for (const star of [spring, year]) expectSoundStar(star);
  const flows = ({ A }: typeof spring) => [A.flow[4]?.[0], A.flow[4]?.[5], A.flow[5]?.[0], A.flow[5]?.[5]];
  expect(flows(spring)).toEqual([15_583, 3_144, 2_665, 2_178]);
  expect(flows(year)).toEqual([12_054, 1_026, 3_184, 7_306]);
  expect((await ask.audit()).ok).toBe(true);
}

describe('the CDNOW purchases', () => {
  it('give the expected figures', async () => {
    await shop.brand('plain');
    expect(await shop.import('plain', 'orders', orders)).toMatchObject({ accepted: 69_659, rejected: 0 });
    await expectCdnow(shop.askAsProcess('plain'));
  });

  it('give them shuffled, the later half first and twice, killed in the middle and run again', async () => {
    await shop.brand('mixed');
    const mixed = shuffled(orders, 5);
    const [earlier, later] = [mixed.slice(0, 34_830), mixed.slice(34_830)];
    expect(await shop.importAndKill('mixed', 'orders', later)).toBe(true);
    expect((await shop.ask('mixed').audit()).ok).toBe(true);
    await shop.import('mixed', 'orders', later);
    await shop.import('mixed', 'orders', earlier);
    expect(await shop.import('mixed', 'orders', later)).toMatchObject({
      accepted: 0,
      duplicate: later.length,
    });
    await expectCdnow(shop.ask('mixed'));
  });
});
