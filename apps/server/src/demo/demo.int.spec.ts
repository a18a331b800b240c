import type { INestApplicationContext, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { dayOf, dayStartMs, WHOLE_BRAND } from '@liuliang/domain';
import { AppModule } from '../app.module';
import { AdjustmentPages } from '../modules/adjustments';
import { BrandsService, type Brand } from '../modules/brands';
import { EarningVersions, FlagsService } from '../modules/earning';
import { GuideContacts } from '../modules/guide-contacts';
import { GuideRolesService } from '../modules/guides';
import { OperatorSignIn } from '../modules/identity';
import { LayersService, rulesOf } from '../modules/insights';
import { consentTexts, ConsentsService, CustomersService, MembershipService } from '../modules/members';
import { AuditService } from '../modules/ledger-audit';
import { memberPoints, PointsReads } from '../modules/ledger';
import { SettlementPages } from '../modules/settlement';
import { GiftEditor } from '../modules/gifts';
import { SchemesService, TiersService } from '../modules/tiers';
import { TouchesService } from '../modules/touches';
import { Database } from '../platform/db/database';
import { Jobs } from '../platform/jobs';
import { openTestPlatform, type TestPlatform } from '../testing/test-platform';
import { demoOperator } from './cast';
import { seedDemo } from './seed';
import { castMobiles, STORY_SEED, type CastKey } from './story';
import { castSandbox, wechatNames } from './wechat';

const size = { seed: STORY_SEED, population: 80 };
// A seeding is hundreds of statements: far below this on an idle machine, and not always on a busy one.
jest.setTimeout(180_000);

/** A server on a database of its own, with the parts that these tests ask. */
async function openDemoServer() {
  const base: TestPlatform = await openTestPlatform();
  const app: INestApplicationContext = await NestFactory.createApplicationContext(
    AppModule.of(base.platform),
    { logger: false },
  );
  const get = <T>(token: { readonly prototype: T }): T => app.get(token as Type, { strict: false });
  const sandbox = castSandbox(base.env);
  const wechatOf = wechatNames(base.env, sandbox);
  await sandbox.close();
  const brand = async (): Promise<Brand> => (await get(BrandsService).byCode('islet')) as Brand;
  return {
    get,
    brand,
    seed: (say: (text: string) => void = () => undefined) => seedDemo(app, { clock: base.clock, say, size }),
    /** The customer whom the cast's phone signs in as. */
    async customerId(key: CastKey): Promise<number | null> {
      const found = await brand();
      const identity = { kind: 'wx_openid' as const, value: wechatOf(key).openid };
      return get(Database).read((reader) => get(CustomersService).find(reader, found, identity));
    },
    async points(customerId: number) {
      const { id } = await brand();
      return get(Database).read((reader) =>
        get(PointsReads).history(reader, memberPoints({ brandId: id, customerId }), null, 50),
      );
    },
    async balanceOf(customerId: number) {
      const { id } = await brand();
      return get(Database).read((reader) =>
        get(PointsReads).balanceOf(reader, memberPoints({ brandId: id, customerId })),
      );
    },
    async balance(key: CastKey) {
      return this.balanceOf((await this.customerId(key)) ?? 0);
    },
    async counts(): Promise<number[]> {
      const found = await brand();
      const yesterday = dayOf(base.clock.nowMs(), found.timeZone) - 1;
      const place = { brandId: found.id, scope: WHOLE_BRAND };
      return get(Database).read((reader) =>
        get(LayersService).counts(reader, place, yesterday, rulesOf(found)),
      );
    },
    nowMs: () => base.clock.nowMs(),
    async tier(key: CastKey) {
      const { id } = await brand();
      const customerId = (await this.customerId(key)) ?? 0;
      return get(Database).read(async (reader) => {
        const rules = await get(SchemesService).rulesOf(reader, id);
        return get(TiersService).judgementOf(reader, id, customerId, rules);
      });
    },
    async work(): Promise<void> {
      for (const name of ['outbox.relay', 'touches.send']) await get(Jobs).runNow(name);
    },
    async unread(customerId: number): Promise<number> {
      const found = await brand();
      return get(Database).read(async (reader) => {
        const person = await get(CustomersService).person(reader, found, customerId);
        return get(TouchesService).unread(reader, found.id, person?.family ?? []);
      });
    },
    async close(): Promise<void> {
      await app.close();
      await base.close();
    },
  };
}

type DemoServer = Awaited<ReturnType<typeof openDemoServer>>;

/** What is compared of a brand whose seeding was cut off and of one that was seeded at once. */
const pictureOf = async (server: DemoServer) => ({
  counts: await server.counts(),
  balance: (await server.points((await server.customerId('linxia')) as number)).items[0]?.balanceAfter,
});

describe('the demo brand', () => {
  let server: DemoServer;
  let whole: Awaited<ReturnType<typeof pictureOf>> & { readonly seeded: unknown };
  const idOf = async (key: CastKey): Promise<number> => (await server.customerId(key)) as number;

  beforeAll(async () => {
    server = await openDemoServer();
    whole = { seeded: await server.seed(), ...(await pictureOf(server)) };
    await server.work();
  });
  afterAll(() => server.close());

  it('peoples every layer, and keeps a ledger that the audit proves', async () => {
    const counts = await server.counts();
    expect(counts).toHaveLength(6);
    for (const customers of counts) expect(customers).toBeGreaterThan(1);
    expect(await server.get(AuditService).run(null)).toMatchObject({ ok: true });
  });

  it('is there at the second start and nothing happens', async () => {
    const before = await server.counts();
    const said: string[] = [];
    expect(await server.seed((text) => said.push(text))).toBeNull();
    expect(said).toEqual([]);
    expect(await server.counts()).toEqual(before);
  });

  it('lets the operator sign in', async () => {
    const { login, password } = demoOperator;
    expect(await server.get(OperatorSignIn).signIn({ login, password, address: 'demo' })).toMatchObject({
      ok: true,
    });
  });

  it('does not know the newcomer', async () => {
    expect(await server.customerId('newcomer')).toBeNull();
  });

  it('lets 林夏 wait for points, doubled in her month, and holds those of the gift that waits for her', async () => {
    const { items } = await server.points(await idOf('linxia'));
    expect(items[0]).toMatchObject({ kind: 'spend', points: -800 });
    // Yesterday's 1,299 at level 3, in the month of her birthday: 120 % + 200 % − 100 %.
    expect(await server.balance('linxia')).toMatchObject({ pending: 2_857, held: 800, debt: 0 });
  });

  it('has an unread message for 林夏, and welcomes those who joined today', async () => {
    expect(await server.unread(await idOf('linxia'))).toBe(1);
    expect(await server.unread(await idOf('suqing'))).toBe(1);
    expect(await server.unread(await idOf('xuqing'))).toBe(2);
    expect(await server.unread(await idOf('zhouye'))).toBe(0);
  });

  it('took back the points of what 周野 returned, some of them spent by then', async () => {
    const { items } = await server.points(await idOf('zhouye'));
    expect(items.map(({ kind, points }) => [kind, points])).toEqual([
      ['clawback', -1_299],
      ['spend', -2_000],
      ['activate', 1_299],
      ['clawback', -199],
      ['earn', 698],
      ['earn', 899],
    ]);
    expect(await server.balance('zhouye')).toMatchObject({ available: -602, debt: 602 });
  });

  it('lets points of 陈屿 expire tonight, tells him so, and warns him of his level', async () => {
    const customerId = await idOf('chenyu');
    const { timeZone } = await server.brand();
    const tonightMs = dayStartMs(dayOf(server.nowMs(), timeZone) + 1, timeZone);
    expect((await server.balance('chenyu')).expiringNext).toEqual({ atMs: tonightMs, points: 1_280 });
    expect(await server.unread(customerId)).toBe(2);
    expect(await server.tier('chenyu')).toMatchObject({ level: 3, keepMissing: 1_114 });
  });

  it('has 许青 just below a level, and 何川 on a trial card above his own', async () => {
    expect(await server.tier('xuqing')).toMatchObject({ level: 2, figure: 2_435 });
    expect(await server.tier('hechuan')).toMatchObject({ level: 4, earnedLevel: 2 });
    expect((await server.balance('hechuan')).held).toBe(200);
  });

  it('has adjustments that wait and that were refused, and a reward that somebody should look at', async () => {
    const { id } = await server.brand();
    const first = { after: null, limit: 10 };
    const anybody = { brandId: id, operatorId: 0, permissions: new Set<string>() };
    const requests = await server.get(AdjustmentPages).latest(anybody, {}, first);
    expect(requests.items.map(({ state, points }) => [state, points])).toEqual([
      ['waiting', 2_000],
      ['refused', 3_000],
      ['posted', 200],
    ]);
    const flags = await server.get(FlagsService).page(id, 'open', first);
    expect(flags.items).toEqual([expect.objectContaining({ kind: 'own_purchase', guidePoints: 899 })]);
  });

  it('has rules of three versions, gifts, and months that are closed and paid', async () => {
    const { id } = await server.brand();
    const versions = await server.get(EarningVersions).document.list(id);
    expect(versions.map(({ version, state, isInForce }) => [version, state, isInForce])).toEqual([
      [3, 'draft', false],
      [2, 'published', true],
      [1, 'published', false],
    ]);
    expect((await server.get(GiftEditor).all(id)).filter(({ state }) => state === 'live')).toHaveLength(6);
    const { items } = await server
      .get(SettlementPages)
      .list(id, { period: '2026-10', partyKind: 'store' }, { after: null, limit: 10 });
    const states = new Map(items.map(({ party, state }) => [party.id, state]));
    expect(states.get('sh-jingan')).toBe('paid');
    expect(states.get('hz-hubin')).toBe('closed');
  });

  it('asks 何川 for nothing beyond his membership', async () => {
    const customerId = await idOf('hechuan');
    const { id } = await server.brand();
    const allowed = await server.get(Database).read(async (reader) => {
      const choices = await server.get(ConsentsService).inForce(reader, id, [customerId]);
      return choices.filter(({ granted }) => granted).map(({ purpose }) => purpose);
    });
    expect(allowed).toEqual(['membership']);
  });

  it('has made one card of the two of 许青, with the points of both and the older joining day', async () => {
    const customerId = await idOf('xuqing');
    const { items } = await server.points(customerId);
    expect(items[0]).toMatchObject({ kind: 'merge', points: 499 + 759, balanceAfter: 899 + 278 + 499 + 759 });
    const { id } = await server.brand();
    const profiles = await server
      .get(Database)
      .read((reader) => server.get(MembershipService).profiles(reader, id, [customerId]));
    expect(profiles.get(customerId)?.joinedAtMs).toBeLessThan(Date.parse('2026-04-01'));
  });

  it('makes 阿岚 and 程一 guides of their stores', async () => {
    const { id } = await server.brand();
    const storeOf = async (key: CastKey): Promise<string | undefined> => {
      const customerId = await idOf(key);
      const role = await server
        .get(Database)
        .read((reader) => server.get(GuideRolesService).roleOf(reader, id, [customerId]));
      return role?.storeCode;
    };
    expect(await storeOf('alan')).toBe('sh-jingan');
    expect(await storeOf('chengyi')).toBe('hz-hubin');
  });

  it('lets the customers of 阿岚 reach her by an address that is plainly nobody’s', async () => {
    const { id } = await server.brand();
    const contacts = await server.get(GuideContacts).all(id);
    expect(contacts.map(({ link }) => link)).toEqual([
      'https://work.weixin.qq.com/demo-placeholder/not-a-real-guide',
    ]);
  });

  it('brings 顾南 his points when he joins with the number that the till knows', async () => {
    const [brand, membership] = [await server.brand(), server.get(MembershipService)];
    const { customerId } = await membership.signIn(brand, 'o-the-phone-of-gunan', null);
    const joined = await membership.join(brand, customerId, {
      consents: consentTexts.map(({ purpose, version }) => ({ purpose, version, granted: true })),
      nickname: '顾南',
      verifiedMobile: castMobiles.gunan,
      channel: 'wechat_mini',
    });
    expect(joined.ok).toBe(true);
    const keptId = joined.ok ? joined.value.customerId : 0;
    expect((await server.points(keptId)).items[0]).toMatchObject({ balanceAfter: 799 + 307 });
    expect(await server.balanceOf(keptId)).toMatchObject({ available: 799 + 307, pending: 459 });
  });

  it('is completed by the next start when its seeding was cut off, without anything twice', async () => {
    const cut = await openDemoServer();
    const power = (text: string): void => {
      if (text.includes('50%')) throw new Error('the power went out');
    };
    try {
      await expect(cut.seed(power)).rejects.toThrow('the power went out');
      expect({ seeded: await cut.seed(), ...(await pictureOf(cut)) }).toEqual(whole);
      expect(await cut.get(AuditService).run(null)).toMatchObject({ ok: true });
    } finally {
      await cut.close();
    }
  });
});
