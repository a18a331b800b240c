import * as fc from 'fast-check';
import type { BackTestTotals, EarningRules } from '@liuliang/domain';
import { formatDay, dayOf } from '@liuliang/domain';
import { AUTHOR } from '../../testing/doors';
import { BASE_RULES, dualRules, EarningWorld, lines } from '../../testing/earning-world';
import type { Brand } from '../brands';
import { BackTestsService } from './back-tests.service';
import { EarningVersions } from './versions';

/** An order of 100 yuan that nobody placed. */
const ORDER = {
  ...{ amountFen: 10_000, paidAtMs: 1_795_000_000_000, channel: 'pos', store: 'S1', hasGuide: true },
  ...{ tierLevel: 0, layer: 'none', isBirthday: false, pointsToday: 0, lines: [] },
};

describe('the rules of earning', () => {
  let world: EarningWorld;
  beforeAll(async () => {
    world = await EarningWorld.open();
  });
  afterAll(() => world.close());
  const rules = () => world.server.get(EarningVersions).document;
  const author = (brand: Brand) => ({ brandId: brand.id, operatorId: AUTHOR });
  const save = async (brand: Brand, content: EarningRules, seenChangedAtMs = 0) =>
    rules().saveDraft(author(brand), { content, note: 'autumn', seenChangedAtMs });
  const backTest = async (brand: Brand, of: { version: number } | { content: EarningRules }, days = 30) => {
    const service = world.server.get(BackTestsService);
    const today = dayOf(world.nowMs, brand.timeZone);
    const range = { fromDay: formatDay(today - days), toDay: formatDay(today) };
    const started = await service.start(author(brand), of, range);
    if (!started.ok) throw new Error(started.error.code);
    await service.runDue();
    const done = await service.byId(brand.id, started.value.id);
    if (!done.ok || done.value.state !== 'done') throw new Error('The back-test did not end');
    return JSON.parse(done.value.result) as ReturnType<BackTestTotals['result']>;
  };

  it('begin with the base rate of the brand, as a version that is in force', async () => {
    const brand = await world.brand();
    expect(await rules().list(brand.id)).toMatchObject([{ version: 1, state: 'published', isInForce: true }]);
    await world.order(brand, 'A1', 'ann');
    expect(await rules().list(brand.id)).toMatchObject([{ version: 1, state: 'published', isInForce: true }]);
    expect(await rules().read(brand.id, 1)).toMatchObject({ value: { content: BASE_RULES, faults: [] } });
  });

  it('with faults are kept as a draft, told with their paths, and never published', async () => {
    const brand = await world.brand();
    const wrong = { ...BASE_RULES, expiry: { kind: 'fixed' as const, month: 2, day: 30, years: 0 } };
    const draft = await save(brand, wrong);
    const faults = [{ path: 'expiry.day', fault: 'no_such_date' }];
    expect(draft).toMatchObject({ value: { faults } });
    const seen = draft.ok ? draft.value.changedAtMs : 0;
    expect(await rules().publishing.publish(author(brand), seen, null)).toMatchObject({
      error: { code: 'DOCUMENT_INVALID', faults },
    });
  });

  it('from before late facts were settled say nothing of them, and settle them', async () => {
    const sliding = { kind: 'sliding' as const, days: 30, activity: 'either' as const };
    const brand = await world.brand({ ...BASE_RULES, lateFacts: 'keep', expiry: sliding });
    expect(await rules().read(brand.id, 2)).toMatchObject({ value: { content: { lateFacts: 'keep' } } });
    const { lateFacts: _, ...older } = BASE_RULES;
    const stored = JSON.stringify({ ...older, expiry: { kind: 'sliding', days: 30 } });
    await world.db.run('test.forge', (tx) =>
      tx.exec(
        "UPDATE document_version SET content = ? WHERE brand_id = ? AND kind = 'earning' AND version = 2",
        [stored, brand.id],
      ),
    );
    expect(await rules().read(brand.id, 2)).toMatchObject({
      value: { content: { lateFacts: 'settle', expiry: { activity: 'earning' } } },
    });
  });

  it('give more to the eighth level, as far as schemes go', async () => {
    const tier = [{ level: 8, percent: 300 }];
    const brand = await world.brand({ ...BASE_RULES, multipliers: { ...BASE_RULES.multipliers, tier } });
    const tried = await rules().tryOut(brand.id, { version: 2 }, { ...ORDER, tierLevel: 8 });
    expect(tried).toMatchObject({ value: { value: { points: 300 } } });
  });

  it('tried on one order give exactly what the order then earns', async () => {
    const content = dualRules({
      multipliers: {
        ...BASE_RULES.multipliers,
        channel: [{ channel: 'pos', percent: 130 }],
        item: [{ name: 'shoes', items: ['shoe'], percent: 170 }],
      },
      caps: { perOrder: 400, perDay: null },
    });
    const brand = await world.brand(content);
    let number = 0;
    const parts = fc.array(fc.tuple(fc.constantFrom('shoe', 'sock'), fc.integer({ min: 1, max: 9_999 })), {
      minLength: 1,
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(parts, async (bought) => {
        const row = lines(...bought);
        const tried = await rules().tryOut(
          brand.id,
          { content },
          {
            ...{ ...ORDER, amountFen: row['amount_fen'] as number, paidAtMs: world.nowMs },
            lines: bought.map(([item, amountFen]) => ({ item, quantity: 1, amountFen })),
          },
        );
        const before = (await world.guidePointsOrNone(brand, 'G1')).available;
        const person = `try${(number += 1)}`;
        await world.order(brand, `T${number}`, person, row);
        const points = (await world.points(brand, person)).available;
        const guidePoints = (await world.guidePoints(brand, 'G1')).available - before;
        const growth = await world.growth(brand, person);
        expect(tried).toMatchObject({ value: { value: { points, guidePoints, growth } } });
      }),
      { numRuns: 15 },
    );
  });

  it('tried on past orders cost what those orders earned, when they are the rules of then', async () => {
    const content = dualRules({
      caps: { perOrder: 90, perDay: 120 },
      budget: { points: 700, policy: 'partial' },
      multipliers: {
        ...BASE_RULES.multipliers,
        channel: [{ channel: 'tmall', percent: 50 }],
        layer: [{ code: 'R4', percent: 200 }],
      },
    });
    const brand = await world.brand(content);
    for (let i = 0; i < 18; i += 1) {
      const channel = i % 3 === 0 ? 'tmall' : 'pos';
      await world.order(brand, `B${i}`, `past${i % 4}`, {
        amount_fen: 3_000 + i * 700,
        channel,
        guide: i % 2 === 0 ? 'G1' : '',
      });
      world.passes(i % 4 === 3 ? 1 : 0);
      world.server.clock.pass(60_000);
    }
    const version = (await rules().list(brand.id))[0]?.version ?? 0;
    const result = await backTest(brand, { version });
    const { points, guidePoints, postedPoints, postedGuidePoints, orders, members } = result.total;
    expect([points, guidePoints]).toEqual([postedPoints, postedGuidePoints]);
    expect(result.total.costFen).toBe(result.total.postedCostFen);
    expect([orders, members]).toEqual([18, 4]);
    expect(points).toBe(700);
    for (const groups of [result.byTier, result.byLayer]) {
      expect(groups.reduce((sum, group) => sum + group.points, 0)).toBe(points);
      expect(groups.reduce((sum, group) => sum + group.orders, 0)).toBe(orders);
    }
    const twice = await backTest(brand, {
      content: {
        ...content,
        base: { points: 2, perFen: 100 },
        caps: { perOrder: null, perDay: null },
        budget: null,
      },
    });
    expect(twice.total.points).toBeGreaterThan(points);
    expect(twice.total.postedPoints).toBe(postedPoints);
  });

  it('are tried over at most a year, one run at a time', async () => {
    const brand = await world.brand();
    const service = world.server.get(BackTestsService);
    const day = (text: string) =>
      service.start(author(brand), { version: 1 }, { fromDay: text, toDay: '2026-11-20' });
    expect(await day('2025-11-19')).toMatchObject({ error: { code: 'DAY_RANGE_INVALID' } });
    expect(await day('2026-11-21')).toMatchObject({ error: { code: 'DAY_RANGE_INVALID' } });
    expect(
      await service.start(author(brand), { version: 9 }, { fromDay: '2026-11-01', toDay: '2026-11-20' }),
    ).toMatchObject({
      error: { code: 'DOCUMENT_UNKNOWN' },
    });
    expect(await day('2025-11-20')).toMatchObject({ ok: true });
    expect(await day('2025-11-20')).toMatchObject({ error: { code: 'BACK_TEST_RUNNING' } });
    expect(await service.runDue()).toBe('1 tried');
    expect(await day('2026-11-01')).toMatchObject({ ok: true });
    await service.runDue();
  });
});
