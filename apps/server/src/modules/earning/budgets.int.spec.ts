import { plainRules, type EarningRules } from '@liuliang/domain';
import { orderRow, refundRow } from '../../testing/ingest-world';
import { at, TierWorld } from '../../testing/tier-world';
import type { Brand } from '../brands';
import type { RawRow } from '../imports';
import { BudgetsJob } from './budgets.job';

const rulesWith = (points: number, change: Partial<EarningRules> = {}): EarningRules => ({
  ...plainRules({ points: 1, perFen: 100 }),
  budget: { points, policy: 'partial' },
  ...change,
});

/** Goal: who came first in time draws first, over all customers, whatever came first here. */
describe('a budget that several customers share', () => {
  let world: TierWorld;
  beforeAll(async () => {
    world = await TierWorld.open();
    world.goTo('2025-06-01');
  });
  afterAll(() => world.close());

  const order = (person: number, id: string, when: string, yuan: number): RawRow =>
    orderRow(id, world.cardOf(person), {
      paid_at: new Date(at(when)).toISOString(),
      amount_fen: yuan * 100,
    });
  const run = (): Promise<string> => world.server.get(BudgetsJob).run();
  const pointsOf = (brand: Brand, people: readonly number[]): Promise<number[]> =>
    Promise.all(people.map((person) => world.points(brand, person)));

  /** A brand where the second person's order came, and drew, before an earlier one of the first. */
  async function lateBrand(rules: EarningRules) {
    const brand = await world.brand(null, rules);
    const [a, b] = [await world.person(brand), await world.person(brand)];
    await world.bring(brand, { orders: [order(b, 'B', '2025-05-09', 400)] });
    await world.bring(brand, { orders: [order(a, 'A', '2025-05-03', 300)] });
    return { brand, a, b, people: [a, b] };
  }

  it('is drawn by time once the job has run, and says so where it corrects', async () => {
    const { brand, people } = await lateBrand(rulesWith(500));
    expect(await pointsOf(brand, people)).toEqual([100, 400]);
    expect(await world.faults(brand)).toEqual([]);
    expect(await run()).toBe('1 budgets');
    expect(await pointsOf(brand, people)).toEqual([300, 200]);
    expect(await world.faults(brand)).toEqual([]);
    const told = await world.db.read((reader) =>
      reader.query<{ explanation: string }>(
        "SELECT explanation FROM ledger_transaction WHERE brand_id = ? AND kind = 'settle' ORDER BY id",
        [brand.id],
      ),
    );
    const said = told.map(({ explanation }) => JSON.parse(explanation) as Record<string, unknown>);
    expect(said.filter(({ rule }) => rule === 'late').map(({ cause }) => cause)).toEqual([
      'budget:1',
      'budget:1',
    ]);
    expect(await run()).toBe('0 budgets');
  });

  it('takes back what refunds took of points that are given to others', async () => {
    const { brand, b, people } = await lateBrand(rulesWith(500));
    const back = { refunded_at: new Date(at('2025-05-20')).toISOString(), amount_fen: 200 * 100 };
    await world.bring(brand, { refunds: [refundRow('R', 'B', back)] });
    expect(await pointsOf(brand, [b])).toEqual([200]);
    await run();
    expect(await pointsOf(brand, people)).toEqual([300, 100]);
    expect(await world.faults(brand)).toEqual([]);
  });

  it('stays as it was drawn where what was posted is kept', async () => {
    const { brand, people } = await lateBrand(rulesWith(500, { lateFacts: 'keep' }));
    await run();
    expect(await pointsOf(brand, people)).toEqual([100, 400]);
    expect(await world.faults(brand)).toEqual([]);
  });

  it('is not planned again where there is enough for everybody, nor where orders come by time', async () => {
    const plenty = await lateBrand(rulesWith(700));
    const brand = await world.brand(null, rulesWith(500));
    const person = await world.person(brand);
    for (const [i, day] of ['03', '04', '05'].entries())
      await world.bring(brand, { orders: [order(person, `O${i}`, `2025-05-${day}`, 300)] });
    expect(await run()).toBe('0 budgets');
    expect(await pointsOf(plenty.brand, plenty.people)).toEqual([300, 400]);
    expect(await pointsOf(brand, [person])).toEqual([500]);
    expect(await world.faults(brand)).toEqual([]);
  });

  it.each(['partial', 'reject'] as const)(
    'is planned page by page with the caps of the day, with the policy %s',
    async (policy) => {
      const told = async (isLate: boolean) => {
        const rules = rulesWith(1_000, { caps: { perOrder: null, perDay: 420 } });
        const brand = await world.brand(null, { ...rules, budget: { points: 1_000, policy } });
        const people = [await world.person(brand), await world.person(brand), await world.person(brand)];
        // More of one day than are planned at once, with sums that leave rests.
        const orders = Array.from({ length: 450 }, (_, i) => {
          const minute = `2025-05-05T${String(10 + Math.floor(i / 60)).padStart(2, '0')}:${String(i % 60).padStart(2, '0')}`;
          return order(people[i % 3] as number, `O${i}`, minute, 1 + (i % 7));
        });
        const first = orders.filter((_, i) => i % 5 === 0);
        const later = orders.filter((_, i) => i % 5 !== 0);
        for (const some of isLate ? [later, first] : [orders]) await world.bring(brand, { orders: some });
        await run();
        expect(await world.faults(brand)).toEqual([]);
        return pointsOf(brand, people);
      };
      const inTime = await told(false);
      expect(inTime.reduce((sum, points) => sum + points, 0)).toBeLessThanOrEqual(1_000);
      expect(await told(true)).toEqual(inTime);
    },
  );

  it('is found wrong by the audit where somebody drew too early', async () => {
    const { brand } = await lateBrand(rulesWith(500));
    await world.db.run('test.forget', (tx) =>
      tx.exec('DELETE FROM earning_budget_again WHERE brand_id = ?', [brand.id]),
    );
    expect(await world.faults(brand)).toEqual([
      expect.stringContaining('1 of its draws got something else than was left for them'),
    ]);
  });
});
