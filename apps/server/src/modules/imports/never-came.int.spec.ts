import { plainRules, type EarningRules } from '@liuliang/domain';
import { Chance } from '../../testing/chance';
import { bringPerson, bringRows, tillOf } from '../../testing/doors';
import { bringFile, reverseFile } from '../../testing/import-desk';
import { orderRow, pictureOf, refundRow } from '../../testing/ingest-world';
import { testEngine } from '../../testing/test-server';
import { at, goldScheme, TierWorld } from '../../testing/tier-world';
import type { Brand } from '../brands';
import { FactsService } from '../insights';
import { PersonalFields } from '../members';
import type { RawRow } from '.';

/** `LIULIANG_WORLDS=500` tells so many. */
const WORLDS = Number(process.env['LIULIANG_WORLDS'] ?? (testEngine === 'sqlite' ? 10 : 5));
const DAY_MS = 86_400_000;
const CARDS = ['ann', 'bea', 'cat'];
const [START, NOW, LATER] = [at('2026-03-01'), at('2026-06-01'), at('2026-06-08')];
const STOPS = [10, 30, 50, 70, 90].map((day) => START + day * DAY_MS);

const plain = plainRules({ points: 1, perFen: 100 });
const dual: EarningRules = {
  ...plain,
  growth: { points: 1, perFen: 100 },
  guide: { kind: 'rate', points: 1, perFen: 70 },
};
const tiered: EarningRules = {
  ...dual,
  multipliers: { ...dual.multipliers, tier: [{ level: 2, percent: 150 }] },
};
const PROGRAMMES: readonly EarningRules[] = [
  dual,
  tiered,
  { ...tiered, clawback: { ...tiered.clawback, member: 'within-balance' } },
  { ...tiered, expiry: { kind: 'rolling', unit: 'day', count: 60 } },
  { ...dual, expiry: { kind: 'sliding', days: 50, activity: 'either' } },
];

/** Rows that come in one after another, the wrong file between them. */
interface Told {
  readonly before: { readonly orders: RawRow[]; readonly refunds: RawRow[] };
  readonly spent: readonly (readonly [card: string, points: number])[];
  readonly wrong: RawRow[];
  readonly after: { readonly orders: RawRow[]; readonly refunds: RawRow[] };
}

/** Nothing of it is refused, whether the wrong file comes or not. */
function toldBy(chance: Chance): Told {
  const text = (ms: number): string => new Date(ms).toISOString();
  const made = Array.from({ length: chance.whole(4, 10) }, (_, i) => {
    const paidAtMs = START + chance.whole(0, 80 * 24) * 3_600_000;
    const fen = chance.whole(100, 90_000);
    const more = { paid_at: text(paidAtMs), amount_fen: fen, guide: chance.of(['', 'G1']) };
    const isLate = chance.happens(30);
    return { id: `o${i}`, row: orderRow(`o${i}`, chance.of(CARDS), more), paidAtMs, left: fen, isLate };
  });
  let refunds = 0;
  const refundsOf = (count: number, isAwaited: boolean): RawRow[] =>
    Array.from({ length: count }, () => chance.of(made)).flatMap((order) => {
      // Of orders that are not here yet more may come than they are worth: it is kept, and counts where it fits.
      const most = order.isLate && isAwaited ? order.left + 500 : order.left;
      if (most <= 0) return [];
      const fen = chance.happens(30) ? most : chance.whole(1, most);
      if (!(order.isLate && isAwaited)) order.left -= fen;
      const refundedAtMs = order.paidAtMs + chance.whole(-1, 10 * 24) * 3_600_000;
      refunds += 1;
      return [refundRow(`r${refunds}`, order.id, { refunded_at: text(refundedAtMs), amount_fen: fen })];
    });
  const known = made.filter(({ isLate }) => !isLate).map(({ row }) => row);
  const before = { orders: known, refunds: refundsOf(chance.whole(0, 3), true) };
  const wrong = refundsOf(chance.whole(1, 6), true);
  const late = made.filter(({ isLate }) => isLate);
  for (const order of late) order.left = 0;
  return {
    before,
    spent: CARDS.filter(() => chance.happens(40)).map((card) => [card, chance.whole(1, 60)]),
    wrong,
    after: { orders: late.map(({ row }) => row), refunds: refundsOf(chance.whole(0, 2), false) },
  };
}

/** The first of a seed in which a wrong file comes at all. */
function worldOf(seed: number): Told {
  for (let draw = seed; ; draw += 1_000) {
    const told = toldBy(new Chance(draw));
    if (told.wrong.length > 0) return told;
  }
}

let world: TierWorld;
beforeAll(async () => {
  world = await TierWorld.open();
});
afterAll(() => world.close());

interface Twin {
  readonly brand: Brand;
  readonly people: readonly number[];
}

async function twin(rules: EarningRules): Promise<Twin> {
  const brand = await world.brand(goldScheme(), rules);
  const people: number[] = [];
  for (const value of CARDS)
    people.push(await bringPerson(world.server, brand, { kind: 'pos_card', value }, START));
  return { brand, people };
}

async function tell({ brand }: Twin, batch: { orders: RawRow[]; refunds: RawRow[] }): Promise<void> {
  const { orders, refunds } = await bringRows(world.server, brand, batch);
  expect([...orders, ...refunds].filter((word) => word !== 'accepted')).toEqual([]);
}

async function spend({ brand }: Twin, card: string, points: number): Promise<boolean> {
  const till = tillOf(world.server);
  const identity = { kind: 'pos_card', value: card } as const;
  const asked = { identity, key: `${card}`, points, orderKey: card, orderFen: 10_000_000, store: null };
  if (!(await till.hold(brand.id, asked)).ok) return false;
  return (await till.capture(brand.id, card, points)).ok;
}

/** All that is known of the brand's people, with their levels at all times. */
async function outcome({ brand, people }: Twin): Promise<string[]> {
  const picture = await pictureOf(world.db, world.server.get(PersonalFields), brand);
  const levels: string[] = [];
  for (const customerId of people)
    for (const atMs of [...STOPS, LATER]) levels.push(String(await world.levelAtMs(brand, customerId, atMs)));
  const gifts = await Promise.all(people.map((id) => world.gifts(id)));
  return [...picture.split('\n'), levels.join(' '), JSON.stringify(gifts)];
}

it.each(Array.from({ length: WORLDS }, (_, seed) => seed))(
  'a file of refunds that was reversed is one that never came: world %i',
  async (seed) => {
    const told = worldOf(seed);
    world.server.clock.set(NOW);
    const rules = PROGRAMMES[seed % PROGRAMMES.length] as EarningRules;
    const [never, reversed] = [await twin(rules), await twin(rules)];
    for (const one of [never, reversed]) await tell(one, told.before);
    for (const [card, points] of told.spent)
      expect(await spend(reversed, card, points)).toBe(await spend(never, card, points));
    const { id, rejected } = await bringFile(world.server, reversed.brand, 'refunds', told.wrong);
    expect(rejected).toBe(0);
    world.server.clock.set(LATER);
    for (const one of [never, reversed]) await tell(one, told.after);
    const { refunded, nothingLeft } = await reverseFile(world.server, reversed.brand, id);
    expect([refunded, nothingLeft]).toEqual([told.wrong.length, 0]);
    await world.server.drain();
    // What is due by now and nobody has posted yet is the same in both.
    await world.settleDue();
    expect(await outcome(reversed)).toEqual(await outcome(never));
    expect(await world.faults(reversed.brand)).toEqual([]);
    expect(await world.server.get(FactsService).compare(reversed.brand.id)).toMatchObject({ differences: 0 });
  },
);
