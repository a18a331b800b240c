import * as fc from 'fast-check';
import { adjust } from '../../testing/doors';
import { dualRules, EarningWorld, lines, ofLines } from '../../testing/earning-world';
import { BrandsService, type Brand } from '../brands';
import { GuideRolesService, StaffService } from '../guides';
import { LedgerJobs } from '../ledger';
import { FlagsService } from './flags.service';

const BOSS = 5;

describe('one sale, two rewards', () => {
  let world: EarningWorld;
  beforeAll(async () => {
    world = await EarningWorld.open();
  });
  afterAll(() => world.close());
  const staff = () => world.server.get(StaffService);
  const by = (brand: Brand) => ({ brandId: brand.id, operatorId: BOSS });
  const standing = async (brand: Brand, person: string, guide: string) => [
    (await world.points(brand, person)).available,
    await world.growth(brand, person),
    (await world.guidePoints(brand, guide)).available,
  ];

  it('P2: is given once, though the payment, the platform and the till all report the order', async () => {
    const brand = await world.brand(dualRules());
    const told = { paid_at: world.nowText() };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => world.order(brand, 'WX-1', 'ann', told)),
    );
    expect(answers.filter((one) => one === 'accepted')).toHaveLength(1);
    world.passes(1);
    expect(await world.order(brand, 'WX-1', 'ann', told)).toBe('duplicate');
    expect(await world.order(brand, 'WX-1', 'ann', { ...told, amount_fen: 20_000 })).toBe('ORDER_CONFLICT');
    expect(await standing(brand, 'ann', 'G1')).toEqual([100, 100, 50]);
  });

  it('P10: a refund inside the return window and the end of the window meet without taking twice', async () => {
    const brand = await world.brand(
      dualRules({ pendingDays: 14, clawback: { member: 'only-pending', guideDebtMax: 1000 } }),
    );
    await world.order(brand, 'A1', 'ann', lines(['shoe', 10_000], ['sock', 10_000]));
    expect(await world.points(brand, 'ann')).toMatchObject({ available: 0, pending: 200 });
    world.passes(10);
    await world.refund(brand, 'R1', 'A1', 10_000, ofLines([1, 10_000]));
    expect(await world.points(brand, 'ann')).toMatchObject({ available: 0, pending: 100 });
    const inWindow = world.nowText();
    world.passes(5);
    const [refunded] = await Promise.all([
      world.refund(brand, 'R2', 'A1', 10_000, { ...ofLines([2, 10_000]), refunded_at: inWindow }),
      world.server.get(LedgerJobs).settleDue(),
    ]);
    expect(refunded).toBe('accepted');
    expect(await world.points(brand, 'ann')).toMatchObject({ available: 0, pending: 0, debt: 0 });
    expect(await world.guidePoints(brand, 'G1')).toMatchObject({ available: 0, pending: 0, debt: 0 });
    expect(await world.funder(brand, 'system', 'points', 'write_off')).toBe(0);
    expect(await world.faults(brand)).toEqual([]);
  });

  it('P14: takes back from the guide who was rewarded, though both have moved on', async () => {
    const brand = await world.brand(dualRules());
    await world.server.get(BrandsService).addStores(brand.id, [
      { code: 'S1', name: 'S1', kind: 'own', region: '' },
      { code: 'S2', name: 'S2', kind: 'own', region: '' },
    ]);
    await world.order(brand, 'A1', 'ann');
    await world.order(brand, 'A2', 'ben', { guide: 'G2', store: 'S2' });
    const [g1, g2] = [await world.guide(brand, 'G1'), await world.guide(brand, 'G2')];
    const ann = await world.customer(brand, 'ann');
    expect((await staff().move(by(brand), g1, 'S2')).ok).toBe(true);
    expect((await staff().transfer(by(brand), ann, g2, 'moved to another district')).ok).toBe(true);
    world.passes(40);
    expect((await staff().leave(by(brand), g1, g2)).ok).toBe(true);
    await world.refund(brand, 'R1', 'A1', 3_333);
    await world.refund(brand, 'R2', 'A1', 3_333);
    await world.refund(brand, 'R3', 'A1', 3_334);
    expect(await standing(brand, 'ann', 'G1')).toEqual([0, 0, 0]);
    expect((await world.guidePoints(brand, 'G2')).available).toBe(50);
    // After the transfer an order that names no guide is the new one's; one that names who left is nobody's.
    await world.order(brand, 'A3', 'ann', { guide: '' });
    expect((await world.guidePoints(brand, 'G2')).available).toBe(100);
    await world.order(brand, 'A4', 'ann');
    expect((await world.guidePoints(brand, 'G1')).available).toBe(0);
    expect((await world.points(brand, 'ann')).available).toBe(200);
    expect(await world.faults(brand)).toEqual([]);
  });

  it('P14: still rewards a guide for what was paid before he left', async () => {
    const brand = await world.brand(dualRules());
    await world.order(brand, 'A0', 'ann');
    const paidAt = world.nowText();
    world.passes(1);
    await staff().leave(by(brand), await world.guide(brand, 'G1'), null);
    world.passes(1);
    await world.order(brand, 'A1', 'ben', { paid_at: paidAt });
    await world.order(brand, 'A2', 'cat');
    expect((await world.guidePoints(brand, 'G1')).available).toBe(100);
    expect(await world.faults(brand)).toEqual([]);
  });

  it('lets a guide owe up to the limit, and writes off the rest', async () => {
    const brand = await world.brand(dualRules({ clawback: { member: 'within-balance', guideDebtMax: 20 } }));
    await world.order(brand, 'A1', 'ann');
    await adjust(
      world.server,
      { brandId: brand.id, kind: 'guide', id: await world.guide(brand, 'G1'), asset: 'guide_points' },
      -50,
    );
    await adjust(
      world.server,
      { brandId: brand.id, kind: 'member', id: await world.customer(brand, 'ann'), asset: 'points' },
      -60,
    );
    await world.refund(brand, 'R1', 'A1', 10_000);
    expect(await world.guidePoints(brand, 'G1')).toMatchObject({ available: -20, debt: 20 });
    expect(await world.points(brand, 'ann')).toMatchObject({ available: 0, debt: 0 });
    expect(await world.funder(brand, 'system', 'guide_points', 'write_off')).toBe(-30);
    expect(await world.funder(brand, 'system', 'points', 'write_off')).toBe(-60);
    expect((await world.faults(brand)).filter((fault) => fault.startsWith('ORDERS'))).toEqual([]);
  });

  it('takes everything back over any split of refunds in any order, by line or not', async () => {
    const brand = await world.brand(dualRules({ guide: { kind: 'rate', points: 7, perFen: 1000 } }));
    let number = 0;
    const split = fc.array(fc.record({ line: fc.nat(2), share: fc.integer({ min: 1, max: 100 }) }), {
      maxLength: 5,
    });
    await fc.assert(
      fc.asyncProperty(split, fc.integer({ min: 101, max: 19_999 }), async (parts, firstFen) => {
        const [order, person] = [`S${(number += 1)}`, `split${number}`];
        const left = [0, firstFen, 9_999];
        await world.order(brand, order, person, lines(['a', firstFen], ['b', 9_999]));
        const rest = () => (left[1] as number) + (left[2] as number);
        let unlined = 0;
        const refund = async (line: number, fen: number): Promise<void> => {
          if (fen <= 0) return;
          const more = line === 0 ? {} : ofLines([line, fen]);
          expect(await world.refund(brand, `${order}-${(number += 1)}`, order, fen, more)).toBe('accepted');
        };
        for (const { line, share } of parts) {
          const most = line === 0 ? rest() - unlined : Math.min(left[line] as number, rest() - unlined);
          const fen = Math.trunc((most * share) / 100);
          await refund(line, fen);
          if (line === 0) unlined += fen;
          else left[line] = (left[line] as number) - fen;
        }
        await refund(0, rest() - unlined);
        expect(await standing(brand, person, 'G1')).toEqual([0, 0, 0]);
      }),
      { numRuns: 12 },
    );
    expect(await world.faults(brand)).toEqual([]);
  });

  it('applies refunds that came before their order as if they had come after it', async () => {
    const brand = await world.brand(dualRules());
    await world.refund(brand, 'R1', 'A1', 5_000, ofLines([2, 5_000]));
    await world.refund(brand, 'R2', 'A1', 2_000);
    await world.order(brand, 'A1', 'ann', lines(['shoe', 10_000], ['sock', 5_000]));
    expect(await standing(brand, 'ann', 'G1')).toEqual([80, 80, 40]);
    expect(await world.faults(brand)).toEqual([]);
  });

  it('flags a guide who buys for himself and refunds that go in circles; confirming withdraws the reward', async () => {
    const brand = await world.brand(dualRules());
    await world.order(brand, 'A1', 'gus');
    const gus = await world.customer(brand, 'gus');
    const stores = await world.db.read((reader) => world.server.get(BrandsService).stores(reader, brand.id));
    await world.server.get(GuideRolesService).appoint(brand.id, {
      code: 'G1',
      storeId: stores.get('S1')?.id ?? 0,
      customerId: gus,
      name: 'Gus',
    });
    await world.order(brand, 'A2', 'gus');
    for (const id of ['L1', 'L2', 'L3']) {
      await world.order(brand, id, 'liz', { guide: 'G2' });
      await world.refund(brand, `R-${id}`, id, 10_000);
    }
    const flags = world.server.get(FlagsService);
    const page = async () => (await flags.page(brand.id, 'open', { after: null, limit: 10 })).items;
    const open = await page();
    expect(open.map(({ kind, orderKey }) => `${kind} ${orderKey.toString()}`)).toEqual([
      'looped_refund L3',
      'own_purchase A2',
    ]);
    const own = open[1]?.id ?? 0;
    const looped = open[0]?.id ?? 0;
    const saying = Array.from({ length: 8 }, () => flags.decide(by(brand), looped, 'dismissed'));
    const answers = new Set((await Promise.all(saying)).map((answer) => JSON.stringify(answer)));
    expect([...answers]).toEqual([expect.stringMatching(/"ok":true.*"state":"dismissed"/)]);
    const decided = await flags.decide(by(brand), own, 'confirmed');
    expect(decided).toMatchObject({ ok: true, value: { state: 'confirmed', guidePoints: 50 } });
    expect(await flags.decide(by(brand), own, 'dismissed')).toMatchObject({
      error: { code: 'REWARD_FLAG_DECIDED' },
    });
    expect((await world.guidePoints(brand, 'G1')).available).toBe(50);
    // A refund afterwards finds the reward gone already.
    await world.refund(brand, 'R9', 'A2', 10_000);
    expect((await world.guidePoints(brand, 'G1')).available).toBe(50);
    expect(await world.faults(brand)).toEqual([]);
  });
});
