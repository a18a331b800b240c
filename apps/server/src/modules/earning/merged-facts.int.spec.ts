import { plainRules, type EarningRules } from '@liuliang/domain';
import { eventRow, orderRow, refundRow } from '../../testing/ingest-world';
import { at, goldScheme, TierWorld } from '../../testing/tier-world';
import type { Brand } from '../brands';
import { LedgerJobs } from '../ledger';
import { MergesService } from '../members';
import { BudgetsJob } from './budgets.job';

/** 1 point and 1 growth a yuan, and points for sharing once a day. */
const RULES: EarningRules = {
  ...plainRules({ points: 1, perFen: 100 }),
  growth: { points: 1, perFen: 100 },
  events: [{ type: 'shared', points: 30, growth: 0, timesPerDay: 1, pointsPerDay: null }],
};
const { multipliers } = RULES;
const tiered: EarningRules = {
  ...RULES,
  multipliers: { ...multipliers, tier: [{ level: 2, percent: 150 }] },
};
const layered: EarningRules = {
  ...RULES,
  multipliers: {
    ...multipliers,
    layer: [
      { code: 'R4', percent: 200 },
      { code: 'R5', percent: 300 },
    ],
  },
};
/** Level 2 from 2,000 growth on. */
const gold = goldScheme();
const scheme = {
  ...gold,
  levels: gold.levels.map((one, i) => ({ ...one, threshold: i * 2_000, giftPoints: 0 })),
};

/** Two cards of which the first is older, merged on 10 May and parted on 1 June. */
type Card = 'kept' | 'alias';
type Told =
  | { readonly order: string; readonly card: Card; readonly at: string; readonly yuan: number }
  | { readonly refund: string; readonly of: string; readonly at: string; readonly yuan: number }
  | { readonly event: string; readonly card: Card; readonly at: string };
/** Whether everything comes at once, or after the merge, or when the two are parted. */
const TELLINGS = ['in time', 'after the merge', 'after it was taken back'] as const;
const [MERGED, PARTED, END] = ['2025-05-10', '2025-06-01', '2025-06-05'] as const;

describe('facts of cards that are merged and parted', () => {
  let world: TierWorld;
  beforeAll(async () => {
    world = await TierWorld.open();
  });
  afterAll(() => world.close());

  const instant = (text: string): string => new Date(at(text)).toISOString();

  async function bring(brand: Brand, cards: Record<Card, number>, facts: readonly Told[]): Promise<void> {
    const idOf = (name: string): string => `${name}-${cards.kept}`;
    for (const fact of facts) {
      if ('order' in fact) {
        const more = { paid_at: instant(fact.at), amount_fen: fact.yuan * 100 };
        const row = orderRow(idOf(fact.order), world.cardOf(cards[fact.card]), more);
        await world.bring(brand, { orders: [row] });
      } else if ('refund' in fact) {
        const more = { refunded_at: instant(fact.at), amount_fen: fact.yuan * 100 };
        await world.bring(brand, { refunds: [refundRow(idOf(fact.refund), idOf(fact.of), more)] });
      } else {
        const more = { type: 'shared', occurred_at: instant(fact.at) };
        await world.bring(brand, {
          events: [eventRow(idOf(fact.event), world.cardOf(cards[fact.card]), more)],
        });
      }
    }
  }

  const growthOf = (customerId: number): Promise<number> =>
    world.db.read(async (reader) => {
      const rows = await reader.query<{ balance: number }>(
        "SELECT balance FROM ledger_account WHERE owner_kind = 'member' AND owner_id = ? AND asset = 'growth' AND bucket = 'available'",
        [customerId],
      );
      return rows[0]?.balance ?? 0;
    });

  const balanceOf = (brand: Brand, bucket: 'breakage' | 'write_off'): Promise<number> =>
    world.db.read(async (reader) => {
      const rows = await reader.query<{ balance: number }>(
        "SELECT balance FROM ledger_account WHERE brand_id = ? AND asset = 'points' AND bucket = ?",
        [brand.id, bucket],
      );
      return rows.reduce((sum, { balance }) => sum + balance, 0);
    });
  const breakageOf = (brand: Brand): Promise<number> => balanceOf(brand, 'breakage');

  /** Points, growth and level of both when they are one, and when they are parted; what is late comes newest first. */
  async function lived(brand: Brand, facts: readonly Told[], telling: (typeof TELLINGS)[number]) {
    const merges = world.server.get(MergesService);
    const proof = { kind: 'mobile', value: '+8613900000000', isVerified: true } as const;
    const before = (text: string) => facts.filter((fact) => at(fact.at) < at(text));
    const since = (text: string) => facts.filter((fact) => at(fact.at) >= at(text));
    world.goTo('2025-05-09T23:00');
    const cards = {
      kept: await world.person(brand, '2025-01-01'),
      alias: await world.person(brand, '2025-01-02'),
    };
    const figures = async () => ({
      points: [await world.points(brand, cards.kept), await world.points(brand, cards.alias)],
      growth: [await growthOf(cards.kept), await growthOf(cards.alias)],
      levels: [await world.levelNow(brand, cards.kept), await world.levelNow(brand, cards.alias)],
    });
    if (telling === 'in time') await bring(brand, cards, before(MERGED));
    world.goTo(MERGED);
    const merge = await world.db.run('test', (tx) => merges.merge(tx, brand, cards.kept, cards.alias, proof));
    if (merge.outcome !== 'merged') throw new Error('The story needs a merge');
    world.goTo(PARTED);
    const between = before(PARTED).filter((fact) => since(MERGED).includes(fact));
    if (telling === 'in time') await bring(brand, cards, between);
    if (telling === 'after the merge') await bring(brand, cards, inTurn(before(PARTED)));
    await world.server.get(BudgetsJob).run();
    const merged = telling === 'after it was taken back' ? null : await figures();
    const expired = await breakageOf(brand);
    await world.db.run('test', (tx) => merges.unmerge(tx, brand, merge.mergeId));
    world.goTo(END);
    await bring(brand, cards, telling === 'after it was taken back' ? inTurn(facts) : since(PARTED));
    await world.server.get(BudgetsJob).run();
    const parted = await figures();
    expect(await world.faults(brand)).toEqual([]);
    return { merged, expired, parted };
  }

  /** The newest first, but a refund behind its order. */
  const inTurn = (facts: readonly Told[]): Told[] => [
    ...facts.filter((fact) => !('refund' in fact)).reverse(),
    ...facts.filter((fact) => 'refund' in fact),
  ];

  it.each(TELLINGS)('earn by the level of their own card before the merge, told %s', async (telling) => {
    const brand = await world.brand(scheme, tiered);
    const { merged, parted } = await lived(
      brand,
      [
        { order: 'K1', card: 'kept', at: '2025-03-05', yuan: 2_500 },
        { order: 'A1', card: 'alias', at: '2025-05-03', yuan: 400 },
        { order: 'K2', card: 'kept', at: '2025-05-04', yuan: 100 },
        { refund: 'R1', of: 'A1', at: '2025-05-20', yuan: 200 },
      ],
      telling,
    );
    if (merged) {
      expect(merged).toEqual({ points: [2_500 + 150 + 200, 0], growth: [2_800, 0], levels: [2, 0] });
    }
    expect(parted).toEqual({ points: [2_650, 200], growth: [2_600, 200], levels: [2, 1] });
  });

  it.each(TELLINGS)('earn by the level of the merged person in between, told %s', async (telling) => {
    const brand = await world.brand(scheme, tiered);
    const { merged, parted } = await lived(
      brand,
      [
        { order: 'K1', card: 'kept', at: '2025-03-05', yuan: 1_500 },
        { order: 'A1', card: 'alias', at: '2025-05-03', yuan: 600 },
        { order: 'A2', card: 'alias', at: '2025-05-20', yuan: 100 },
        { order: 'K2', card: 'kept', at: '2025-05-21', yuan: 100 },
        { order: 'A3', card: 'alias', at: '2025-06-02', yuan: 100 },
        { order: 'K3', card: 'kept', at: '2025-06-02', yuan: 100 },
      ],
      telling,
    );
    if (merged) {
      expect(merged).toEqual({ points: [1_500 + 600 + 300, 0], growth: [2_300, 0], levels: [2, 0] });
    }
    expect(parted).toEqual({ points: [1_500 + 300 + 100, 700], growth: [1_800, 700], levels: [1, 1] });
  });

  it.each(TELLINGS)('earn by the layer of whoever it was, told %s', async (telling) => {
    const brand = await world.brand(scheme, layered);
    const { parted } = await lived(
      brand,
      [
        { order: 'K1', card: 'kept', at: '2025-04-01', yuan: 100 },
        { order: 'A1', card: 'alias', at: '2025-05-03', yuan: 100 },
        { order: 'K2', card: 'kept', at: '2025-05-03', yuan: 100 },
        { order: 'A2', card: 'alias', at: '2025-05-20', yuan: 100 },
        { order: 'A3', card: 'alias', at: '2025-06-02', yuan: 100 },
      ],
      telling,
    );
    // None, R4 of one day of purchases, R5 of two by the merged person, and R4 again of the parted card.
    expect(parted.points).toEqual([100 + 200 + 300, 100 + 200]);
  });

  it.each(TELLINGS)('count towards the limits of their own card, told %s', async (telling) => {
    const brand = await world.brand(scheme, { ...RULES, caps: { perOrder: null, perDay: 120 } });
    const { merged, parted } = await lived(
      brand,
      [
        { event: 'K1', card: 'kept', at: '2025-05-03T10:00' },
        { order: 'K2', card: 'kept', at: '2025-05-03T11:00', yuan: 100 },
        { event: 'A1', card: 'alias', at: '2025-05-03T12:00' },
        { order: 'A2', card: 'alias', at: '2025-05-03T13:00', yuan: 100 },
        { event: 'A3', card: 'alias', at: '2025-05-20T10:00' },
        { event: 'K3', card: 'kept', at: '2025-05-20T11:00' },
      ],
      telling,
    );
    if (merged) expect(merged.points).toEqual([120 + 120 + 30, 0]);
    expect(parted.points).toEqual([120 + 30, 120]);
  });

  it.each(TELLINGS)(
    'owe nothing twice of what expired before the card was merged, told %s',
    async (telling) => {
      const monthly = { ...RULES, expiry: { kind: 'calendar', months: 1, endOf: 'month' } } as const;
      const brand = await world.brand(scheme, monthly);
      const { merged, expired, parted } = await lived(
        brand,
        [
          { order: 'A1', card: 'alias', at: '2025-03-17', yuan: 100 },
          { refund: 'R1', of: 'A1', at: '2025-04-04', yuan: 40 },
        ],
        telling,
      );
      if (merged) expect({ points: merged.points, expired }).toEqual({ points: [0, 0], expired: 60 });
      expect(parted.points).toEqual([0, 0]);
      expect(await breakageOf(brand)).toBe(60);
    },
  );

  it.each(TELLINGS)('owe nothing twice of what expired after the merge, told %s', async (telling) => {
    const thirtyDays = { ...RULES, expiry: { kind: 'rolling', unit: 'day', count: 30 } } as const;
    const brand = await world.brand(scheme, thirtyDays);
    const { merged, expired } = await lived(
      brand,
      [
        { order: 'A1', card: 'alias', at: '2025-04-17', yuan: 100 },
        { refund: 'R1', of: 'A1', at: '2025-05-20', yuan: 40 },
      ],
      telling,
    );
    if (merged) expect({ points: merged.points, expired }).toEqual({ points: [0, 0], expired: 100 });
  });

  it.each(TELLINGS)('give back what a budget left their own card, told %s', async (telling) => {
    // The event is heard of when nothing is left of the budget, and what it earns in the end is settled after the merge.
    const events = RULES.events.map((one) => ({ ...one, growth: 2 }));
    const budget = { points: 100, policy: 'partial' } as const;
    const brand = await world.brand(scheme, { ...RULES, events, budget });
    const { merged, parted } = await lived(
      brand,
      [
        { order: 'K1', card: 'kept', at: '2025-05-03', yuan: 80 },
        { order: 'K2', card: 'kept', at: '2025-05-05', yuan: 50 },
        { event: 'A1', card: 'alias', at: '2025-05-04' },
      ],
      telling,
    );
    if (merged) expect(merged.points).toEqual([100, 0]);
    expect(parted.points).toEqual([80, 20]);
  });

  it('move the accounts of funders once, where nothing of the members moves', async () => {
    const expiring = { ...RULES, expiry: { kind: 'rolling', unit: 'day', count: 30 } } as const;
    const rules = { ...expiring, clawback: { ...RULES.clawback, member: 'within-balance' } } as const;
    const brand = await world.brand(scheme, rules);
    const merges = world.server.get(MergesService);
    const proof = { kind: 'mobile', value: '+8613900000000', isVerified: true } as const;
    world.goTo('2025-05-01');
    const cards = {
      kept: await world.person(brand, '2025-01-01'),
      alias: await world.person(brand, '2025-01-02'),
    };
    await bring(brand, cards, [{ order: 'A1', card: 'alias', at: '2025-04-17', yuan: 100 }]);
    world.goTo(MERGED);
    const merge = await world.db.run('test', (tx) => merges.merge(tx, brand, cards.kept, cards.alias, proof));
    if (merge.outcome !== 'merged') throw new Error('The story needs a merge');
    world.goTo('2025-05-20');
    await bring(brand, cards, [{ order: 'K1', card: 'kept', at: '2025-05-19', yuan: 10 }]);
    await world.server.get(LedgerJobs).settleDue();
    expect(await breakageOf(brand)).toBe(100);
    world.goTo(PARTED);
    await world.db.run('test', (tx) => merges.unmerge(tx, brand, merge.mergeId));
    world.goTo(END);
    // The whole order came back before its points expired: nothing expired, and nothing is lost.
    await bring(brand, cards, [{ refund: 'R1', of: 'A1', at: '2025-05-05', yuan: 100 }]);
    expect([await breakageOf(brand), await balanceOf(brand, 'write_off')]).toEqual([0, 0]);
    await bring(brand, cards, [{ order: 'A2', card: 'alias', at: '2025-05-09', yuan: 20 }]);
    expect([await breakageOf(brand), await balanceOf(brand, 'write_off')]).toEqual([0, 0]);
    expect(await world.faults(brand)).toEqual([]);
  });

  it.each(['in time', 'after the merge'])(
    'raise the kept one when the growth of a card came, though its sum is the same, told %s',
    async (telling) => {
      const shared = { type: 'shared', points: 0, growth: 2_000, timesPerDay: 1, pointsPerDay: null };
      const brand = await world.brand(scheme, { ...tiered, events: [shared] });
      world.goTo('2025-05-09T23:00');
      const cards = {
        kept: await world.person(brand, '2025-01-01'),
        alias: await world.person(brand, '2025-01-02'),
      };
      const early: Told = { event: 'A1', card: 'alias', at: '2025-05-03T10:00' };
      if (telling === 'in time') await bring(brand, cards, [early]);
      await bring(brand, cards, [{ event: 'A2', card: 'alias', at: '2025-05-03T12:00' }]);
      world.goTo(MERGED);
      const proof = { kind: 'mobile', value: '+8613900000000', isVerified: true } as const;
      const merges = world.server.get(MergesService);
      await world.db.run('test', (tx) => merges.merge(tx, brand, cards.kept, cards.alias, proof));
      world.goTo(PARTED);
      if (telling === 'after the merge') await bring(brand, cards, [early]);
      const levels = ['2025-05-03T09:00', '2025-05-03T11:00', '2025-05-03T13:00'].map((moment) =>
        world.levelAtMs(brand, cards.kept, at(moment)),
      );
      expect(await Promise.all(levels)).toEqual([1, 2, 2]);
      expect(await world.faults(brand)).toEqual([]);
    },
  );
});
