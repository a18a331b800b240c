import * as fc from 'fast-check';
import { plainRules, type EarningRules } from '@liuliang/domain';
import { adjust, tillOf } from '../../testing/doors';
import { eventRow, orderRow, refundRow } from '../../testing/ingest-world';
import { at, goldScheme, TierWorld } from '../../testing/tier-world';
import type { Brand } from '../brands';
import type { RawRow } from '../imports';

/** 1 point and 1 growth a yuan; who has reached 2,000 growth gets one and a half times the points. */
const RULES: EarningRules = {
  ...plainRules({ points: 1, perFen: 100 }),
  growth: { points: 1, perFen: 100 },
};
const tiered: EarningRules = {
  ...RULES,
  multipliers: { ...RULES.multipliers, tier: [{ level: 2, percent: 150 }] },
};
const gold = goldScheme();
const scheme = {
  ...gold,
  levels: gold.levels.map((one, i) => ({ ...one, threshold: i * 2_000, giftPoints: 0 })),
};

describe('facts that come late', () => {
  let world: TierWorld;
  beforeAll(async () => {
    world = await TierWorld.open();
    world.goTo('2025-06-01');
  });
  afterAll(() => world.close());

  interface Rows {
    readonly orders: RawRow[];
    readonly refunds: RawRow[];
    readonly events: RawRow[];
  }
  type Told =
    | { readonly order: string; readonly at: string; readonly yuan: number; readonly more?: RawRow }
    | {
        readonly refund: string;
        readonly of: string;
        readonly at: string;
        readonly yuan: number;
        readonly more?: RawRow;
      }
    | { readonly event: string; readonly at: string };

  const when = (text: string): string => new Date(at(text)).toISOString();

  /** Rows of a person, whose ids are their own. */
  function rowsOf(person: number, facts: readonly Told[]): Rows {
    const id = (name: string): string => `${name}-${person}`;
    const rows: Rows = { orders: [], refunds: [], events: [] };
    for (const fact of facts) {
      if ('order' in fact) {
        const more = { paid_at: when(fact.at), amount_fen: fact.yuan * 100, ...fact.more };
        rows.orders.push(orderRow(id(fact.order), world.cardOf(person), more));
      } else if ('refund' in fact) {
        const more = { refunded_at: when(fact.at), amount_fen: fact.yuan * 100, ...fact.more };
        rows.refunds.push(refundRow(id(fact.refund), id(fact.of), more));
      } else {
        const more = { type: 'shared', occurred_at: when(fact.at) };
        rows.events.push(eventRow(id(fact.event), world.cardOf(person), more));
      }
    }
    return rows;
  }

  /** What a new member has once the batches have come, one after another. */
  async function after(brand: Brand, batches: readonly (readonly Told[])[]) {
    const person = await world.person(brand);
    for (const facts of batches) await world.bring(brand, rowsOf(person, facts));
    return { person, points: await world.points(brand, person), level: await world.levelNow(brand, person) };
  }

  const first = { order: 'A', at: '2025-05-03', yuan: 2_500 };
  const second = { order: 'B', at: '2025-05-09', yuan: 400 };
  const cuts: [string, Told[][]][] = [
    ['in one batch', [[first, second]]],
    ['in two', [[first], [second]]],
    ['in one, the other way round', [[second, first]]],
    ['in two, the other way round', [[second], [first]]],
  ];

  it.each(cuts)('earn by the level of their time: %s', async (_, batches) => {
    const brand = await world.brand(scheme, tiered);
    expect(await after(brand, batches)).toMatchObject({ points: 3_100, level: 2 });
    expect(await world.faults(brand)).toEqual([]);
  });

  const [oldest, refundOfOldest] = [
    { order: 'O', at: '2025-05-01', yuan: 100 },
    { refund: 'R', of: 'O', at: '2025-06-20', yuan: 100 },
  ];
  const hold = async (brand: Brand, person: number, points: number): Promise<void> => {
    const identity = { kind: 'pos_card', value: world.cardOf(person) } as const;
    const order = { orderKey: 'o', orderFen: 10_000_000, store: null };
    const asked = { identity, key: `h${person}`, points, ...order };
    expect(await tillOf(world.server).hold(brand.id, asked)).toMatchObject({ ok: true });
  };
  const capture = async (brand: Brand, person: number, points: number): Promise<void> => {
    const done = await tillOf(world.server).capture(brand.id, `h${person}`, points);
    expect(done).toMatchObject({ ok: true });
  };
  type Step = (brand: Brand, person: number) => Promise<void>;
  const nothing: Step = () => Promise.resolve();
  const takings: [string, Step, Step][] = [
    ['a hold', nothing, (brand, id) => hold(brand, id, 200)],
    [
      'a spend',
      nothing,
      async (brand, id) => {
        await hold(brand, id, 200);
        await capture(brand, id, 200);
      },
    ],
    [
      'an operator',
      nothing,
      (brand, id) => adjust(world.server, { brandId: brand.id, kind: 'member', id, asset: 'points' }, -200),
    ],
    [
      'a refund of what was spent',
      async (brand, id) => {
        await hold(brand, id, 100);
        await capture(brand, id, 100);
      },
      (brand, id) => world.bring(brand, rowsOf(id, [refundOfOldest])),
    ],
  ];

  // Their lots never end, and of the last two the later one came first.
  it.each(takings)('are taken by %s in the order in which they happened', async (_, early, take) => {
    const brand = await world.brand(scheme, RULES);
    const { person } = await after(brand, [[oldest]]);
    await early(brand, person);
    world.goTo('2025-06-20');
    await world.bring(brand, rowsOf(person, [{ ...second, at: '2025-06-09' }]));
    await world.bring(brand, rowsOf(person, [{ ...first, at: '2025-06-03' }]));
    await take(brand, person);
    const faults = await world.faults(brand);
    world.goTo('2025-06-01');
    expect(faults).toEqual([]);
  });

  it('leave what was posted where the programme keeps it', async () => {
    const brand = await world.brand(scheme, { ...tiered, lateFacts: 'keep' });
    expect(await after(brand, [[second], [first]])).toMatchObject({ points: 2_900, level: 2 });
    expect(await after(brand, [[second, first]])).toMatchObject({ points: 3_100, level: 2 });
    expect(await world.faults(brand)).toEqual([]);
  });

  it('say in the record what came late, and what it changed', async () => {
    const brand = await world.brand(scheme, tiered);
    const { person } = await after(brand, [[second], [first]]);
    const rows = await world.db.read((reader) =>
      reader.query<{ kind: string; explanation: string; occurredAtMs: number }>(
        "SELECT kind, explanation, occurred_at_ms AS occurredAtMs FROM ledger_transaction WHERE brand_id = ? AND reference_kind = 'order' ORDER BY id",
        [brand.id],
      ),
    );
    expect(rows.map(({ kind }) => kind)).toEqual(['earn', 'earn', 'settle']);
    const [earned, late, settled] = rows.map((row) => ({ ...row, ...JSON.parse(row.explanation) }));
    expect(person).toBeGreaterThan(0);
    expect(settled.occurredAtMs).toBe(earned.occurredAtMs);
    expect(late.occurredAtMs).toBeLessThan(earned.occurredAtMs);
    expect(settled).toMatchObject({
      rule: 'late',
      source: expect.stringMatching(/^earn:\d+$/),
      cause: expect.stringMatching(/^order:\d+$/),
      causeAtMs: late.occurredAtMs,
      before: { points: 400, growth: 400, guidePoints: 0 },
      after: { points: 600, growth: 400, guidePoints: 0 },
      context: { tier: 2 },
    });
  });

  it('take back where a late refund lowers the level of a later order', async () => {
    const brand = await world.brand(
      { ...scheme, refund: { ...scheme.refund, review: 'at_once' }, graceDays: 0 },
      tiered,
    );
    const refund = { refund: 'R', of: 'A', at: '2025-05-05', yuan: 2_000 };
    const expected = { points: 500 + 400, level: 1 };
    expect(await after(brand, [[first, second, refund]])).toMatchObject(expected);
    expect(await after(brand, [[first], [second], [refund]])).toMatchObject(expected);
    expect(await after(brand, [[refund, second], [first]])).toMatchObject(expected);
    expect(await world.faults(brand)).toEqual([]);
  });

  it('take their part of the cap of the day, and of the limits of events', async () => {
    const brand = await world.brand(scheme, {
      ...RULES,
      caps: { perOrder: null, perDay: 100 },
      events: [{ type: 'shared', points: 30, growth: 0, timesPerDay: 1, pointsPerDay: null }],
    });
    const morning = { order: 'A', at: '2025-05-03T08:00', yuan: 60 };
    const evening = { order: 'B', at: '2025-05-03T20:00', yuan: 70 };
    const noon = { event: 'E', at: '2025-05-03T12:00' };
    const night = { event: 'F', at: '2025-05-03T21:00' };
    for (const batches of [
      [[morning], [noon], [evening], [night]],
      [[evening], [night], [noon], [morning]],
      [[night, evening, noon, morning]],
    ]) {
      const { person, points } = await after(brand, batches);
      expect(points).toBe(100);
      const used = await world.db.read((reader) =>
        reader.query('SELECT rule, points, times FROM earning_usage WHERE customer_id = ? ORDER BY rule', [
          person,
        ]),
      );
      expect(used).toEqual([
        { rule: '*', points: 100, times: 3 },
        { rule: 'shared', points: 30, times: 1 },
      ]);
    }
    expect(await world.faults(brand)).toEqual([]);
  });

  it('draw on a budget in their own order, and give back to it', async () => {
    const brand = await world.brand(scheme, { ...tiered, budget: { points: 3_000, policy: 'partial' } });
    const { points } = await after(brand, [[second], [first]]);
    expect(points).toBe(3_000);
    const drawn = () =>
      world.db.read((reader) =>
        reader.query('SELECT points FROM earning_budget WHERE brand_id = ?', [brand.id]),
      );
    expect(await drawn()).toEqual([{ points: 3_000 }]);
    expect(await world.faults(brand)).toEqual([]);
  });

  it('leave refunds their share of what is earned in the end', async () => {
    const brand = await world.brand(scheme, tiered);
    const half = { refund: 'R', of: 'B', at: '2025-05-10', yuan: 200 };
    const expected = { points: 2_500 + 300 };
    expect(await after(brand, [[first], [second], [half]])).toMatchObject(expected);
    expect(await after(brand, [[second], [half], [first]])).toMatchObject(expected);
    expect(await after(brand, [[half], [second], [first]])).toMatchObject(expected);
    expect(await world.faults(brand)).toEqual([]);
  });

  it('leave refunds of lines what the lines earn in the end, where only the sum stays the same', async () => {
    const brand = await world.brand(scheme, {
      ...tiered,
      multipliers: {
        ...tiered.multipliers,
        combine: 'highest',
        item: [{ name: 'feet', items: ['sock'], percent: 130 }],
      },
      caps: { perOrder: 150, perDay: null },
    });
    const lines = [
      { item: 'sock', quantity: 1, amount_fen: 12_000 },
      { item: 'shirt', quantity: 1, amount_fen: 10_000 },
    ];
    const both = { order: 'B', at: '2025-05-09', yuan: 220, more: { lines } };
    const more = { lines: [{ line: 1, amount_fen: 12_000 }] };
    const back = { refund: 'R', of: 'B', at: '2025-05-10', yuan: 120, more };
    // 180 to 150 of the 150 points; it would be 156 to 100 at the first level.
    const expected = { points: 150 + 150 - 82 };
    expect(await after(brand, [[first], [both], [back]])).toMatchObject(expected);
    expect(await after(brand, [[both], [first], [back]])).toMatchObject(expected);
    expect(await after(brand, [[both], [back], [first]])).toMatchObject(expected);
    expect(await world.faults(brand)).toEqual([]);
  });

  it('give points for the first time to what gave none when it came', async () => {
    const brand = await world.brand(scheme, { ...tiered, budget: { points: 300, policy: 'reject' } });
    const [early, large] = [
      { order: 'A', at: '2025-05-03', yuan: 200 },
      { order: 'B', at: '2025-05-09', yuan: 250 },
    ];
    const half = { refund: 'R', of: 'A', at: '2025-05-10', yuan: 100 };
    const expected = { points: 100 };
    expect(await after(brand, [[large], [half], [early]])).toMatchObject(expected);
    expect(await world.faults(brand)).toEqual([]);
  });

  it('give by the limit of a day, where what the later event got has expired or cannot be taken', async () => {
    const brand = await world.brand(scheme, {
      ...RULES,
      events: [{ type: 'shared', points: 15, growth: 0, timesPerDay: null, pointsPerDay: 25 }],
      expiry: { kind: 'rolling', unit: 'day', count: 30 },
      clawback: { ...RULES.clawback, member: 'only-pending' },
    });
    const [early, later] = [
      { event: 'E1', at: '2025-04-01T10:00' },
      { event: 'E2', at: '2025-04-01T12:00' },
    ];
    expect((await after(brand, [[later], [early]])).points).toBe(0);
    const funders = await world.db.read((reader) =>
      reader.query(
        "SELECT bucket, CAST(SUM(balance) AS SIGNED) AS points FROM ledger_account WHERE brand_id = ? AND asset = 'points'" +
          " AND owner_kind = 'system' AND bucket IN ('issuance', 'breakage', 'write_off') GROUP BY bucket" +
          ' HAVING SUM(balance) <> 0 ORDER BY bucket',
        [brand.id],
      ),
    );
    expect(funders).toEqual([
      { bucket: 'breakage', points: 25 },
      { bucket: 'issuance', points: -25 },
    ]);
  });

  it('end the same in any order and any cutting', async () => {
    const brand = await world.brand(
      { ...scheme, refund: { ...scheme.refund, review: 'at_once' }, graceDays: 0 },
      {
        ...tiered,
        caps: { perOrder: null, perDay: 1_500 },
        multipliers: { ...tiered.multipliers, layer: [{ code: 'R5', percent: 130 }] },
        events: [{ type: 'shared', points: 40, growth: 150, timesPerDay: 2, pointsPerDay: 60 }],
      },
    );
    const days = fc
      .integer({ min: 1, max: 6 })
      .chain((day) => fc.integer({ min: 0, max: 3 }).map((hour) => `2025-05-0${day}T1${hour}:00`));
    const order = fc.record({
      at: days,
      yuan: fc.integer({ min: 1, max: 1_200 }),
      back: fc.constantFrom(0, 0, 1, 2),
    });
    const facts = fc.tuple(fc.array(order, { minLength: 2, maxLength: 5 }), fc.array(days, { maxLength: 4 }));
    const story = facts.chain(([orders, shared]) => {
      const all: Told[] = [
        ...orders.map((one, i) => ({ order: `O${i}`, at: one.at, yuan: one.yuan })),
        ...orders.flatMap((one, i): Told[] =>
          one.back === 0
            ? []
            : [
                {
                  refund: `R${i}`,
                  of: `O${i}`,
                  at: one.at.replace(/T.*/, 'T23:00'),
                  yuan: one.back === 1 ? one.yuan : Math.ceil(one.yuan / 3),
                },
              ],
        ),
        ...shared.map((moment, i) => ({ event: `E${i}`, at: moment })),
      ];
      const shuffled = fc.shuffledSubarray(all, { minLength: all.length });
      const cut = fc.array(fc.boolean(), { minLength: all.length, maxLength: all.length });
      return fc.record({ all: fc.constant(all), shuffled, cut });
    });
    await fc.assert(
      fc.asyncProperty(story, async ({ all, shuffled, cut }) => {
        const batches: Told[][] = [[]];
        shuffled.forEach((fact, i) => {
          if (cut[i]) batches.push([]);
          batches.at(-1)?.push(fact);
        });
        const inOrder = [...all].sort((a, b) => at(a.at) - at(b.at));
        const { person: _, ...whole } = await after(brand, [all]);
        const { person: _1, ...single } = await after(
          brand,
          inOrder.map((fact) => [fact]),
        );
        const { person: _2, ...mixed } = await after(brand, batches);
        expect([single, mixed]).toEqual([whole, whole]);
      }),
      // The same streams every time; `LATE_SEED` and `LATE_RUNS` tell others, and more.
      {
        numRuns: Number(process.env['LATE_RUNS'] ?? 15),
        seed: Number(process.env['LATE_SEED'] ?? 20_261_128),
      },
    );
    expect(await world.faults(brand)).toEqual([]);
  });
});
