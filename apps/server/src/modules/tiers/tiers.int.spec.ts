import { adjust } from '../../testing/doors';
import { at, goldScheme, TierWorld } from '../../testing/tier-world';
import type { Brand } from '../brands';
import { CustomersService, MergesService } from '../members';

let world: TierWorld;
beforeAll(async () => {
  world = await TierWorld.open();
});
afterAll(() => world.close());
beforeEach(() => world.goTo('2026-03-01'));

const spend = (brand: Brand, id: number, points: number): Promise<void> =>
  adjust(world.server, { brandId: brand.id, kind: 'member', id, asset: 'points' }, -points);

/** Gold by one order on 10 March 2026, refunded ten days later. */
async function goldRefunded(brand: Brand): Promise<{ member: number; order: string }> {
  const member = await world.person(brand);
  world.goTo('2026-03-10T10:00');
  const order = await world.earn(brand, member, '2026-03-10T10:00', 5_000);
  world.goTo('2026-03-20');
  await world.refund(brand, order, '2026-03-20', 5_000);
  return { member, order };
}

describe('P11: Gold needs 5,000 in a rolling year, and the order that gave it is refunded', () => {
  it('keeps the level until its review, warns once, and falls one step after grace', async () => {
    const brand = await world.brand();
    const { member } = await goldRefunded(brand);
    expect(await world.levelNow(brand, member)).toBe(3);
    expect(await world.points(brand, member)).toBe(250);

    world.goTo('2027-02-08');
    await world.runDue();
    await world.runDue();
    expect(await world.touches(member)).toEqual(['tier-upgraded', 'tier-will-downgrade']);
    world.goTo('2027-03-10');
    await world.runDue();
    world.goTo('2027-04-30T23:59');
    await world.runDue();
    expect(await world.levelNow(brand, member)).toBe(3);
    world.goTo('2027-05-01');
    await world.runDue();
    expect(await world.levelNow(brand, member)).toBe(2);
    expect(await world.touches(member)).toEqual(['tier-upgraded', 'tier-will-downgrade']);
    expect(await world.record(member)).toEqual([
      '2025-01-01 joined 0>1',
      '2026-03-10 upgrade 1>3',
      '2027-02-08 warned 3>3',
      '2027-05-01 downgrade 3>2',
    ]);
    // What the level gave and was used stays.
    expect(await world.points(brand, member)).toBe(250);
  });

  it('is reviewed at the refund where the scheme says so', async () => {
    const brand = await world.brand(goldScheme({ refund: { review: 'at_once', unusedGift: 'keep' } }));
    const { member } = await goldRefunded(brand);
    expect(await world.touches(member)).toEqual(['tier-upgraded', 'tier-will-downgrade']);
    world.goTo('2026-04-30T23:59');
    expect(await world.levelNow(brand, member)).toBe(3);
    world.goTo('2026-05-01');
    expect(await world.levelNow(brand, member)).toBe(2);
  });

  it('reads the fallen level from the instant on, whether or not the job ran, and the job records the same', async () => {
    const brand = await world.brand();
    const { member } = await goldRefunded(brand);
    world.goTo('2029-01-01');
    const fall = at('2027-05-01');
    const reads = async () => [
      await world.levelAtMs(brand, member, fall - 1),
      await world.levelAtMs(brand, member, fall),
      await world.levelNow(brand, member),
    ];
    expect(await reads()).toEqual([3, 2, 1]);
    await world.runDue();
    expect(await reads()).toEqual([3, 2, 1]);
    const record = await world.record(member);
    await world.runDue();
    expect(await world.record(member)).toEqual(record);
    expect(record.slice(-3)).toEqual([
      '2027-05-01 downgrade 3>2',
      '2028-04-01 warned 2>2',
      '2028-06-01 downgrade 2>1',
    ]);
  });

  it('a back-dated order takes the fall back and gives nothing twice', async () => {
    const brand = await world.brand();
    const { member } = await goldRefunded(brand);
    for (const when of ['2027-02-09', '2027-05-02']) {
      world.goTo(when);
      await world.runDue();
    }
    expect(await world.levelNow(brand, member)).toBe(2);
    world.goTo('2027-06-01');
    await world.earn(brand, member, '2027-02-01', 5_000);
    expect(await world.levelNow(brand, member)).toBe(3);
    expect(await world.levelAtMs(brand, member, at('2027-05-15'))).toBe(3);
    expect((await world.record(member)).slice(-3)).toEqual([
      '2027-03-10 kept 3>3',
      '2027-05-01 downgrade 3>2',
      '2027-05-01 restored 2>3',
    ]);
    expect([await world.points(brand, member), await world.gifts(member)]).toEqual([
      250,
      ['2: 50', '3: 200'],
    ]);
    // An old order that would have lifted earlier: still the same gifts, and no second warning.
    await world.earn(brand, member, '2025-05-01', 5_000);
    expect(await world.points(brand, member)).toBe(250);
    expect((await world.touches(member)).filter((one) => one === 'tier-will-downgrade')).toHaveLength(1);
  });

  it('spending points changes nothing', async () => {
    const brand = await world.brand();
    const member = await world.person(brand);
    await world.earn(brand, member, '2026-02-01', 5_000);
    await spend(brand, member, 240);
    expect([await world.points(brand, member), await world.levelNow(brand, member)]).toEqual([10, 3]);
    expect((await world.record(member)).length).toBe(2);
  });
});

describe('edges of the window in the brand’s zone', () => {
  it.each([
    ['2027-03-09T23:59', 3],
    ['2027-03-10T00:00', 3],
    ['2027-04-30T23:59', 3],
  ])('an order of %s keeps the level', async (when, expected) => {
    const brand = await world.brand();
    const { member } = await goldRefunded(brand);
    world.goTo(when);
    await world.earn(brand, member, when, 5_000);
    world.goTo('2027-05-01');
    await world.runDue();
    expect(await world.levelNow(brand, member)).toBe(expected);
  });

  it('an order counts through its last local day, to the millisecond', async () => {
    const brand = await world.brand();
    const member = await world.person(brand);
    await world.earn(brand, member, '2026-02-01T23:59', 999);
    const second = async (when: string) => {
      const other = await world.person(brand);
      await world.earn(brand, other, '2026-02-01T00:00', 999);
      world.goTo(when);
      await world.earn(brand, other, when, 1);
      return world.levelNow(brand, other);
    };
    expect(await second('2027-01-31T23:59')).toBe(2);
    expect(await second('2027-02-01T00:00')).toBe(1);
  });

  it('a calendar year is judged when it ends, and next year begins at nothing', async () => {
    const brand = await world.brand(
      goldScheme({ window: { kind: 'calendar', startMonth: 4 }, graceDays: 0 }),
    );
    const member = await world.person(brand);
    world.goTo('2026-03-31T23:59');
    await world.earn(brand, member, '2026-03-31T23:59', 5_000);
    const levels: number[] = [];
    for (const when of ['2026-04-01', '2027-03-31T23:59', '2027-04-01']) {
      world.goTo(when);
      levels.push(await world.levelNow(brand, member));
    }
    expect(levels).toEqual([3, 3, 2]);
  });
});

describe('side by side', () => {
  it('two orders at once are judged one after the other: one level, one gift each', async () => {
    const brand = await world.brand();
    const member = await world.person(brand);
    await Promise.all([
      world.earn(brand, member, '2026-02-01', 2_500),
      world.earn(brand, member, '2026-02-02', 2_500),
      world.earn(brand, member, '2026-02-03', 100),
    ]);
    expect(await world.levelNow(brand, member)).toBe(3);
    expect([await world.points(brand, member), await world.gifts(member)]).toEqual([
      250,
      ['2: 50', '3: 200'],
    ]);
    expect(await world.levelAtMs(brand, member, at('2026-02-01'))).toBe(2);
  });

  it('ends the same in whatever order orders and refunds arrive', async () => {
    const brand = await world.brand();
    const [one, two] = [await world.person(brand), await world.person(brand)];
    world.goTo('2027-12-01');
    const a = await world.earn(brand, one, '2026-01-10', 1_200);
    await world.earn(brand, one, '2026-06-01', 4_000);
    await world.refund(brand, a, '2026-07-01', 1_200);
    await world.earn(brand, two, '2026-06-01', 4_000);
    const b = await world.earn(brand, two, '2026-01-10', 1_200);
    await world.refund(brand, b, '2026-07-01', 1_200);
    for (let month = 1; month <= 24; month += 1) {
      const atMs = at(`2026-01-05`) + month * 29 * 86_400_000;
      expect(await world.levelAtMs(brand, two, atMs)).toBe(await world.levelAtMs(brand, one, atMs));
    }
  });
});

describe('who has a tier', () => {
  it('members alone; joining counts what was bought before', async () => {
    const brand = await world.brand();
    const guest = await world.person(brand, null);
    await world.earn(brand, guest, '2026-02-01', 5_000);
    expect([await world.levelNow(brand, guest), await world.record(guest)]).toEqual([0, []]);
    await world.joinNow(brand, guest);
    expect(await world.levelNow(brand, guest)).toBe(3);
    expect(await world.levelAtMs(brand, guest, at('2026-02-15'))).toBe(0);
  });

  it('a merge judges the one who is kept by the entries of both, with each gift once', async () => {
    const brand = await world.brand();
    const [kept, alias] = [await world.person(brand), await world.person(brand, '2025-06-01')];
    await world.earn(brand, kept, '2026-01-10', 3_000);
    await world.earn(brand, alias, '2026-01-20', 2_500);
    expect(await world.points(brand, kept)).toBe(50);
    const mergeId = await mergeInto(brand, kept, alias);
    expect(await world.levelNow(brand, kept)).toBe(3);
    // Silver came to both of them before they were known to be one; Gold comes once.
    expect(await world.points(brand, kept)).toBe(50 + 50 + 200);
    expect(await world.standing(alias)).toBeNull();

    await world.db.run('test.unmerge', (tx) => world.server.get(MergesService).unmerge(tx, brand, mergeId));
    await world.server.drain();
    expect([await world.levelNow(brand, kept), await world.levelNow(brand, alias)]).toEqual([2, 2]);
  });

  it('members from before there were tiers are found by the job', async () => {
    const brand = await world.brand(null);
    const [one, two] = [await world.person(brand), await world.person(brand)];
    await world.runDue();
    expect([await world.levelNow(brand, one), (await world.record(two)).length]).toEqual([1, 1]);
    await world.erase(brand, two);
    world.goTo('2026-04-01');
    await world.runDue();
    expect(await world.levelNow(brand, two)).toBe(0);
  });
});

async function mergeInto(brand: Brand, kept: number, alias: number): Promise<number> {
  const proof = { kind: 'wx_unionid' as const, value: `u${kept}` };
  const outcome = await world.db.run('test.merge', async (tx) => {
    await world.server.get(CustomersService).link(tx, brand, alias, proof, true, at('2025-06-01'));
    return world.server.get(MergesService).merge(tx, brand, kept, alias, { ...proof, isVerified: true });
  });
  await world.server.drain();
  if (outcome.outcome !== 'merged' || outcome.keptId !== kept) throw new Error(outcome.outcome);
  return outcome.mergeId;
}

describe('the unused part of an upgrade gift', () => {
  const revoking = goldScheme({ refund: { review: 'at_review', unusedGift: 'revoke' } });

  it('goes with the order that gave it, and what was used stays used', async () => {
    const brand = await world.brand(revoking);
    const member = await world.person(brand);
    await world.earn(brand, member, '2026-02-01', 1_000);
    const order = await world.earn(brand, member, '2026-02-10', 4_000);
    await spend(brand, member, 120);
    expect(await world.points(brand, member)).toBe(130);
    await world.refund(brand, order, '2026-02-20', 4_000);
    // Silver was deserved without the refunded order; of Gold's 200, 70 were used.
    expect(await world.gifts(member)).toEqual(['2: 50', '3: 200 −130']);
    expect([await world.points(brand, member), await world.levelNow(brand, member)]).toEqual([0, 3]);
    await world.earn(brand, member, '2026-02-25', 9_000);
    expect([await world.points(brand, member), await world.gifts(member)]).toEqual([
      0,
      ['2: 50', '3: 200 −130'],
    ]);
  });
});
