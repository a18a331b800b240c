import { DAY_MS } from '@liuliang/domain';
import { bringPerson, customerOf } from '../../testing/doors';
import { dyingAfter } from '../../testing/ledger-faults';
import { mobileOf, openSpendingWorld, type SpendingWorld } from '../../testing/spending-world';
import { BrandsService, type Brand } from '../brands';
import { ExchangeOffers } from './offers.service';
import { Exchange } from './service';
import { ExchangeRates } from './rates.service';
import { memberOf, type AssetOwner } from '../points';

let world: SpendingWorld;
let sister: Brand;
beforeAll(async () => {
  world = await openSpendingWorld();
  sister = (await world.server.get(BrandsService).create({ code: 'cove', name: '湾 COVE' })) as Brand;
  const rates = world.server.get(ExchangeRates);
  const operator = { ...world.operator(1), brandId: sister.id };
  const rate = { fromBrand: world.brand.code, fromPoints: 3, toPoints: 2, dayLimit: 900 };
  expect(await rates.setRate(operator, rate)).toMatchObject({ ok: true, value: { toBrand: 'cove' } });
  expect(await rates.setRate(operator, { ...rate, fromBrand: 'cove' })).toMatchObject({
    error: { code: 'BRAND_UNKNOWN' },
  });
});
afterAll(() => world.close());

const exchange = (who: AssetOwner, points: number, key: string) =>
  world.server.get(Exchange).exchange(who, { key, toBrand: 'cove', points });

/** The same person in both brands, with points in the first. */
async function twins(name: string, points: number): Promise<[AssetOwner, AssetOwner]> {
  const here = await world.member(name);
  const there = await world.member(name, sister);
  if (points > 0) await world.give(here, points);
  return [here, there];
}

describe('points of one brand in another', () => {
  it('arrive at the rate with their old expiry, so that going there and back renews nothing', async () => {
    const [here, there] = await twins('ann', 0);
    const nowMs = world.server.clock.nowMs();
    await world.give(here, 100, nowMs + 5 * DAY_MS);
    await world.give(here, 200, nowMs + 50 * DAY_MS);
    const [offer] = (await world.server.get(ExchangeOffers).offers(here)).items;
    expect(offer).toMatchObject({ brand: 'cove', pointsMax: 300, leftToday: 900, hindrance: null });
    const first = await exchange(here, 150, 'k1');
    expect(first).toMatchObject({ ok: true, value: { fromPoints: 150, toPoints: 100 } });
    expect(await exchange(here, 150, 'k1')).toEqual(first);
    expect(await exchange(here, 153, 'k1')).toMatchObject({ error: { code: 'IDEMPOTENCY_KEY_REUSED' } });
    expect(await world.balance(here)).toMatchObject({ available: 150, held: 0 });
    expect(await world.balance(there)).toMatchObject({
      available: 100,
      expiringNext: { points: 66, atMs: nowMs + 5 * DAY_MS },
    });
  });

  it('needs a whole multiple, one person in both brands, the points, and room in the day', async () => {
    const [here] = await twins('bob', 2_000);
    const alone = await world.member('cat');
    await world.give(alone, 300);
    expect(await exchange(here, 100, 'a')).toMatchObject({ error: { code: 'EXCHANGE_NOT_MULTIPLE' } });
    expect(await exchange(alone, 300, 'a')).toMatchObject({ error: { code: 'EXCHANGE_NOT_MEMBER_THERE' } });
    expect(await exchange(here, 903, 'b')).toMatchObject({
      error: { code: 'EXCHANGE_DAY_LIMIT', leftToday: 900 },
    });
    expect((await exchange(here, 900, 'c')).ok).toBe(true);
    expect(await exchange(here, 3, 'd')).toMatchObject({
      error: { code: 'EXCHANGE_DAY_LIMIT', leftToday: 0 },
    });
    const [poor] = await twins('dan', 0);
    expect(await exchange(poor, 3, 'a')).toMatchObject({ error: { code: 'POINTS_INSUFFICIENT' } });
    await world.runIntoDebt('dan', 9);
    expect(await exchange(poor, 3, 'b')).toMatchObject({ error: { code: 'POINTS_IN_DEBT', debt: 9 } });
    expect(
      await world.server
        .get(Exchange)
        .exchange({ ...here, brandId: sister.id }, { key: 'x', toBrand: 'cove', points: 3 }),
    ).toMatchObject({ error: { code: 'BRAND_UNKNOWN' } });
  });

  it('does not take an unverified number for a proof', async () => {
    const unproven = { kind: 'mobile', value: mobileOf('eva'), isProven: false } as const;
    const id = await bringPerson(world.server, world.brand, unproven, world.server.clock.nowMs());
    const here = memberOf(customerOf(world.brand.id, id));
    await world.member('eva', sister);
    await world.give(here, 300);
    expect(await exchange(here, 3, 'a')).toMatchObject({ error: { code: 'EXCHANGE_NOT_MEMBER_THERE' } });
  });

  it('20 at once of points for one: one succeeds', async () => {
    const [here, there] = await twins('fay', 300);
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => exchange(here, 300, `p${i}`)));
    expect(answers.filter((one) => one.ok)).toHaveLength(1);
    expect(await world.balance(here)).toMatchObject({ available: 0, held: 0 });
    expect(await world.balance(there)).toMatchObject({ available: 200 });
  });

  it('happens in both brands or in neither, at whichever statement the process dies', async () => {
    const [here, there] = await twins('gil', 300);
    const { db } = world.server.platform;
    let died = 0;
    for (let after = 1; ; after += 1) {
      const end = await db
        .run('test.dying', (tx) =>
          world.server
            .get(Exchange)
            .exchangeIn(dyingAfter(tx, after), here, { key: 'crash', points: 300, to: sister }, (code) => {
              throw new Error(code);
            }),
        )
        .then(() => 'committed')
        .catch((error: Error) => error.message);
      if (end === 'committed') break;
      expect(end).toBe('the process died');
      died += 1;
      expect(await world.balance(here)).toMatchObject({ available: 300, held: 0 });
      expect(await world.balance(there)).toMatchObject({ available: 0 });
    }
    expect(died).toBeGreaterThan(8);
    expect(await world.balance(here)).toMatchObject({ available: 0, held: 0 });
    expect(await world.balance(there)).toMatchObject({ available: 200 });
  });

  it('leaves a ledger that proves itself', () => world.audit());
});
