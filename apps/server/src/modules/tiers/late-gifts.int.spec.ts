import { plainRules, type EarningRules } from '@liuliang/domain';
import { adjust } from '../../testing/doors';
import { eventRow, orderRow, refundRow } from '../../testing/ingest-world';
import { at, goldScheme, TierWorld } from '../../testing/tier-world';
import type { Brand } from '../brands';

/** A point and a growth a yuan, 400 growth for sharing; what a refund takes and is not there is written off. */
const plain = plainRules({ points: 1, perFen: 100 });
const RULES: EarningRules = {
  ...plain,
  growth: { points: 1, perFen: 100 },
  events: [{ type: 'shared', points: 0, growth: 400, timesPerDay: null, pointsPerDay: null }],
  clawback: { ...plain.clawback, member: 'within-balance' },
};

/** 50 points at 1,000 growth, 200 at 5,000. */
type Told =
  | { readonly order: string; readonly at: string; readonly yuan: number }
  | { readonly refund: string; readonly of: string; readonly at: string; readonly yuan: number }
  | { readonly event: string; readonly at: string };

describe('gifts of levels that late facts change', () => {
  let world: TierWorld;
  beforeAll(async () => {
    world = await TierWorld.open();
  });
  afterAll(() => world.close());

  const instant = (text: string): string => new Date(at(text)).toISOString();

  async function bring(brand: Brand, person: number, facts: readonly Told[]): Promise<void> {
    const [id, card] = [(name: string) => `${name}-${person}`, world.cardOf(person)];
    await world.bring(brand, {
      orders: facts.flatMap((fact) =>
        'order' in fact
          ? [orderRow(id(fact.order), card, { paid_at: instant(fact.at), amount_fen: fact.yuan * 100 })]
          : [],
      ),
      refunds: facts.flatMap((fact) =>
        'refund' in fact
          ? [
              refundRow(id(fact.refund), id(fact.of), {
                ...{ refunded_at: instant(fact.at), amount_fen: fact.yuan * 100 },
              }),
            ]
          : [],
      ),
      events: facts.flatMap((fact) =>
        'event' in fact
          ? [eventRow(id(fact.event), card, { type: 'shared', occurred_at: instant(fact.at) })]
          : [],
      ),
    });
  }

  const givenAt = (customerId: number): Promise<number[]> =>
    world.db.read(async (reader) => {
      const rows = await reader.query<{ at: number }>(
        'SELECT t.occurred_at_ms AS at FROM tier_gift g JOIN ledger_transaction t ON t.id = g.transaction_id WHERE g.customer_id = ? ORDER BY g.level',
        [customerId],
      );
      return rows.map((row) => row.at);
    });

  it.each(['in time', 'late'])('count from the instant of the level, told %s', async (telling) => {
    const brand = await world.brand(goldScheme(), RULES);
    world.goTo('2025-03-01');
    const person = await world.person(brand, '2025-01-01');
    const shared: Told = { event: 'E', at: '2025-03-02T10:00' };
    const spent = { brandId: brand.id, kind: 'member', id: person, asset: 'points' } as const;
    await bring(brand, person, [{ order: 'A', at: '2025-03-01', yuan: 600 }]);
    world.goTo('2025-03-02T10:00');
    if (telling === 'in time') await bring(brand, person, [shared]);
    world.goTo('2025-03-03');
    await adjust(world.server, spent, -600);
    world.goTo('2025-03-05');
    await bring(brand, person, [{ refund: 'R', of: 'A', at: '2025-03-05', yuan: 100 }]);
    world.goTo('2025-03-10');
    if (telling === 'late') await bring(brand, person, [shared]);
    // The refund of 100 found the 50 of the gift, and 50 were lost.
    expect(await world.points(brand, person)).toBe(0);
    expect(await world.gifts(person)).toEqual(['2: 50']);
    expect(await givenAt(person)).toEqual([at('2025-03-02T10:00')]);
    expect(await world.faults(brand)).toEqual([]);
  });

  const facts: readonly Told[] = [
    { order: 'A', at: '2025-03-01', yuan: 600 },
    { refund: 'R', of: 'A', at: '2025-03-02', yuan: 600 },
    { order: 'B', at: '2025-03-03', yuan: 500 },
    { order: 'C', at: '2025-03-05', yuan: 600 },
    { order: 'D', at: '2025-03-06', yuan: 4_200 },
  ];
  const orders = [
    [0, 1, 2, 3, 4],
    [0, 2, 1, 3, 4],
    [0, 4, 2, 3, 1],
    [4, 3, 2, 0, 1],
    [3, 0, 1, 4, 2],
  ];
  it.each(orders)('are given once, as the facts say in the end: %j', async (...order) => {
    for (const [upTo, expected] of [
      [3, { gifts: [], points: 500 }],
      [4, { gifts: ['2: 50'], points: 1_150 }],
      [5, { gifts: ['2: 50', '3: 200'], points: 500 + 600 + 4_200 + 250 }],
    ] as const) {
      const brand = await world.brand(goldScheme(), RULES);
      world.goTo('2025-03-20');
      const person = await world.person(brand, '2025-01-01');
      for (const i of order.filter((one) => one < upTo)) await bring(brand, person, [facts[i] as Told]);
      const gifts = (await world.gifts(person)).filter((gift) => !gift.endsWith(': 0'));
      expect({ gifts, points: await world.points(brand, person) }).toEqual(expected);
      expect(await world.faults(brand)).toEqual([]);
    }
  });

  it('stay as they were given where the programme keeps what was posted', async () => {
    const brand = await world.brand(goldScheme(), { ...RULES, lateFacts: 'keep' });
    world.goTo('2025-03-20');
    const person = await world.person(brand, '2025-01-01');
    for (const i of [0, 2, 1]) await bring(brand, person, [facts[i] as Told]);
    expect(await world.gifts(person)).toEqual(['2: 50']);
  });
});
