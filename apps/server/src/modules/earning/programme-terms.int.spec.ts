import { dayOf, dayStartMs } from '@liuliang/domain';
import { DAY_MS } from '@liuliang/domain';
import { join, returnsOf, tillOf } from '../../testing/doors';
import { BASE_RULES, EarningWorld } from '../../testing/earning-world';
import type { Brand } from '../brands';
import { AuditService } from '../ledger-audit';
import { ExpiryNotices } from '../touches';

const ZONE = 'Asia/Shanghai';
const EXPIRES_IN_10 = {
  ...BASE_RULES,
  expiry: { kind: 'rolling' as const, unit: 'day' as const, count: 10 },
};

describe('what the rules say beyond earning', () => {
  let world: EarningWorld;
  beforeAll(async () => {
    world = await EarningWorld.open();
  });
  afterAll(() => world.close());
  type Settled = (till: ReturnType<typeof tillOf>, brand: Brand) => Promise<{ readonly ok: boolean }>;
  const given: Settled = (till, brand) => till.release(brand.id, 'H1');
  const holdOver = async (brand: Brand, days: number, settled = given) => {
    await world.order(brand, 'A1', 'ann', { amount_fen: 20_000 });
    const till = tillOf(world.server);
    const of = {
      identity: { kind: 'pos_card', value: 'ann' },
      key: 'H1',
      orderKey: 'A2',
      orderFen: 20_000,
    } as const;
    const untilMs = world.nowMs + 30 * DAY_MS;
    const held = await till.hold(brand.id, { ...of, points: 100, store: null, untilMs });
    world.passes(days);
    const done = await settled(till, brand);
    expect([held.ok, done.ok]).toEqual([true, true]);
    return world.points(brand, 'ann');
  };

  it('gives points that come back after their expiry the days of the programme', async () => {
    expect(await holdOver(await world.brand({ ...EXPIRES_IN_10, reinstateDays: 7 }), 20)).toMatchObject({
      available: 100,
      // Until the end of the seventh local day.
      expiringNext: { points: 100, atMs: dayStartMs(dayOf(world.nowMs, ZONE) + 8, ZONE) },
    });
    expect(await holdOver(await world.brand(EXPIRES_IN_10), 20)).toMatchObject({ available: 0 });
    expect(await holdOver(await world.brand({ ...EXPIRES_IN_10, reinstateDays: 7 }), 5)).toMatchObject({
      available: 200,
      expiringNext: { points: 200 },
    });
  });

  it('gives these days too to what is held and not taken, and once to what comes back of the spend', async () => {
    const taken: Settled = (till, brand) => till.capture(brand.id, 'H1', 60);
    const brand = await world.brand({ ...EXPIRES_IN_10, reinstateDays: 7 });
    const atMs = (days: number) => dayStartMs(dayOf(world.nowMs, ZONE) + days, ZONE);
    expect(await holdOver(brand, 20, taken)).toMatchObject({
      available: 40,
      expiringNext: { points: 40, atMs: atMs(8) },
    });
    world.passes(1);
    const back = { refundKey: 'R1', points: 60 };
    expect(await returnsOf(world.server).restore(brand.id, 'H1', back)).toMatchObject({
      ok: true,
    });
    expect(await world.points(brand, 'ann')).toMatchObject({
      available: 100,
      expiringNext: { points: 40, atMs: atMs(7) },
    });
    const plain = await world.brand(EXPIRES_IN_10);
    expect(await holdOver(plain, 20, taken)).toMatchObject({ available: 0 });
    const { checks } = await world.server.get(AuditService).run(null);
    expect(checks.flatMap(({ faults }) => faults)).toEqual([]);
  });

  it.each([
    [5, 1],
    [0, 0],
    [8, 2],
  ])('tells members %i days before an expiry: %i notices', async (noticeDays, expected) => {
    const brand = await world.brand({ ...EXPIRES_IN_10, noticeDays });
    await world.order(brand, 'A1', 'ann');
    const notices = world.server.get(ExpiryNotices);
    for (let day = 0; day < 9; day += 1) {
      world.passes(1);
      await notices.queueDue();
    }
    const sql = "SELECT COUNT(*) AS n FROM touch WHERE brand_id = ? AND template = 'points-expiring'";
    const [row] = await world.db.read((reader) => reader.query<{ n: number }>(sql, [brand.id]));
    expect(row?.n).toBe(expected);
  });

  it('multiplies by the tier that a member had just before the order', async () => {
    const tier = [{ level: 1, percent: 200 }];
    const brand = await world.brand({ ...BASE_RULES, multipliers: { ...BASE_RULES.multipliers, tier } });
    await join(world.server, brand, await world.customer(brand, 'ann'));
    world.passes(1);
    await world.order(brand, 'A1', 'ann');
    await world.order(brand, 'A2', 'ben');
    expect((await world.points(brand, 'ann')).available).toBe(200);
    expect((await world.points(brand, 'ben')).available).toBe(100);
    expect(await world.faults(brand)).toEqual([]);
  });
});
