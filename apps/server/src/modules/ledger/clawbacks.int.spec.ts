import { NEVER_MS, type ClawbackPolicy } from '@liuliang/domain';
import { earningOn, faultsOfLots } from '../../testing/ledger-lots';
import { earning, openLedgerWorld, type LedgerWorld } from '../../testing/ledger';
import type { ClawbackPart, ClawbackRequest } from './clawback-sources';
import type { LedgerPosting } from './posting-rows';
import { memberPoints } from './reads.queries';

const DAY_MS = 86_400_000;
const POLICIES: readonly ClawbackPolicy[] = ['unlimited', 'within-balance', 'only-pending'];

describe('clawbacks', () => {
  let world: LedgerWorld;
  let number = 100;
  const next = (): number => (number += 1);
  const now = (): number => world.server.clock.nowMs();
  const post = (...postings: LedgerPosting[]) =>
    world.db.run('test', (tx) => world.ledger.post(tx, postings));
  const requestOf = (
    order: number,
    who: number,
    due: number,
    change: Partial<ClawbackRequest & ClawbackPart> = {},
  ): ClawbackRequest => ({
    brandId: world.brandId,
    key: change.key ?? `clawback:${next()}`,
    reference: { kind: 'order', id: String(order) },
    occurredAtMs: change.occurredAtMs ?? now(),
    explanation: {},
    sourceKey: `earn:${order}`,
    parts: [
      {
        owner: { kind: 'member', id: who },
        asset: 'points',
        due,
        policy: change.policy ?? 'unlimited',
        funder: change.funder ?? { kind: 'system', id: 0 },
        ...(change.debtMax === undefined ? {} : { debtMax: change.debtMax }),
      },
    ],
  });
  const clawBack = (...requests: ClawbackRequest[]) =>
    world.db.run('test', (tx) => world.clawbacks.take(tx, requests));
  const spend = async (who: number, points: number) => {
    const key = `spend:${next()}`;
    const { brandId } = world;
    const owner = { kind: 'member', id: who } as const;
    const untilMs = now() + DAY_MS;
    const held = await world.db.run('test', (tx) =>
      world.holds.place(tx, { brandId, key, owner, asset: 'points', points, purpose: 'order', untilMs }),
    );
    expect(held.ok).toBe(true);
    await world.db.run('test', (tx) => world.holds.capture(tx, { brandId, key, to: { kind: 'redemption' } }));
  };
  const balance = (who: number) =>
    world.db.read((reader) =>
      world.points.balanceOf(reader, memberPoints({ brandId: world.brandId, customerId: who })),
    );
  const funds = (bucket: string, kind = 'system') =>
    world.db.read(async (reader) => {
      const [row] = await reader.query<{ sum: number }>(
        'SELECT CAST(COALESCE(SUM(balance), 0) AS SIGNED) AS sum FROM ledger_account WHERE bucket = ? AND owner_kind = ?',
        [bucket, kind],
      );
      return row!.sum;
    });
  /** An order of 100 points for a member of its own. */
  const earned = async (terms: Parameters<typeof earningOn>[4] = {}): Promise<[number, number]> => {
    const [order, who] = [next(), next()];
    await post(earningOn(world.brandId, order, who, 100, terms));
    return [order, who];
  };

  beforeAll(async () => {
    world = await openLedgerWorld();
  });
  afterEach(async () => expect(await faultsOfLots(world.db)).toEqual([]));
  afterAll(() => world.server.close());

  // P6: earn 100, spend 60, refund the whole order.
  it.each([
    ['only-pending', 0, 100, 40, 0],
    ['within-balance', 40, 60, 0, 0],
    ['unlimited', 100, 0, -60, 60],
  ] as const)(
    'by %s take %i of a hundred that are due after sixty were spent',
    async (policy, taken, writtenOff, left, debt) => {
      const [order, who] = await earned();
      await spend(who, 60);
      const [issued, lost] = [await funds('issuance'), await funds('write_off')];
      const [answer] = await clawBack(requestOf(order, who, 100, { policy }));
      expect(answer?.parts).toEqual([
        { owner: { kind: 'member', id: who }, asset: 'points', due: 100, taken, writtenOff },
      ]);
      expect(await balance(who)).toMatchObject({ available: left, debt });
      expect((await funds('issuance')) - issued).toBe(100);
      expect((await funds('write_off')) - lost).toBe(-writtenOff || 0);
    },
  );

  // P6: the debt does not expire, blocks spending, and the next hundred leave forty.
  it('leave a debt that waits for the next earning, however long that takes', async () => {
    const [order, who] = await earned({ expiresAtMs: now() + DAY_MS });
    await spend(who, 60);
    await clawBack(requestOf(order, who, 100));
    world.server.clock.pass(400 * DAY_MS);
    expect(await balance(who)).toMatchObject({ available: -60, debt: 60 });
    await post(earningOn(world.brandId, next(), who, 100, { expiresAtMs: now() + DAY_MS }));
    expect(await balance(who)).toMatchObject({ available: 40, debt: 0 });
    expect(await balance(who)).toMatchObject({ expiringNext: { points: 40, atMs: now() + DAY_MS } });
  });

  // P6: 33, 33 and 34 of a hundred; the caller hands in what is due, we take it to the point.
  it.each(POLICIES)('by %s sum exactly over 33, 33 and 34', async (policy) => {
    const [order, who] = await earned({ activatesAtMs: now() + DAY_MS });
    const parts = [33, 33, 34].map((due) => requestOf(order, who, due, { policy }));
    const answers = [...(await clawBack(parts[0]!)), ...(await clawBack(parts[1]!, parts[2]!))];
    expect(answers.map(({ parts: [part] }) => part?.taken)).toEqual([33, 33, 34]);
    expect(await balance(who)).toMatchObject({ available: 0, pending: 0 });
  });

  it('answer a key again with what was taken then, and take nothing twice', async () => {
    const [order, who] = await earned();
    const request = requestOf(order, who, 70, { policy: 'within-balance' });
    const [first] = await clawBack(request);
    const before = await world.rows();
    expect(await clawBack(request)).toEqual([first]);
    expect(await world.rows()).toBe(before);
    const twenty = await Promise.all(Array.from({ length: 20 }, () => clawBack(request)));
    expect(new Set(twenty.map(([answer]) => JSON.stringify(answer))).size).toBe(1);
    expect((await balance(who)).available).toBe(30);
  });

  it('take from the lots of their order before all others, and from those that expire next after them', async () => {
    const [order, who] = await earned();
    await post(earningOn(world.brandId, next(), who, 50, { expiresAtMs: now() + 30 * DAY_MS }));
    await post(earningOn(world.brandId, next(), who, 50, { expiresAtMs: now() + 20 * DAY_MS }));
    await clawBack(requestOf(order, who, 80));
    expect(await remaining(who)).toEqual([50, 50, 20]);
    await clawBack(requestOf(order, who, 40));
    expect(await remaining(who)).toEqual([30, 50, 0]);
  });
  const remaining = (who: number) =>
    world.db.read(async (reader) => {
      const rows = await reader.query<{ remaining: number }>(
        'SELECT remaining FROM points_lot WHERE owner_id = ? ORDER BY expires_at_ms, id',
        [who],
      );
      return rows.map((row) => row.remaining);
    });

  it('leave no debt above the limit, and write the rest off', async () => {
    const [order, who] = await earned();
    await spend(who, 100);
    const [answer] = await clawBack(requestOf(order, who, 100, { debtMax: 30 }));
    expect(answer?.parts[0]).toMatchObject({ taken: 30, writtenOff: 70 });
    expect(await balance(who)).toMatchObject({ available: -30 });
  });

  it('take both sides of a sale in one transaction, each from its own owner and for its own funder', async () => {
    const [order, who, guide] = [next(), next(), next()];
    const store = { kind: 'store', id: 5 } as const;
    const { brandId } = world;
    await post({
      ...earningOn(brandId, order, who, 100, {}),
      entries: [
        ...earningOn(brandId, order, who, 100, {}).entries,
        {
          account: { ownerKind: 'guide', ownerId: guide, asset: 'guide_points', bucket: 'available' },
          amount: 50,
        },
        {
          account: { ownerKind: 'store', ownerId: 5, asset: 'guide_points', bucket: 'issuance' },
          amount: -50,
        },
        { account: { ownerKind: 'member', ownerId: who, asset: 'growth', bucket: 'available' }, amount: 9 },
        { account: { ownerKind: 'system', ownerId: 0, asset: 'growth', bucket: 'issuance' }, amount: -9 },
      ],
    });
    const member = requestOf(order, who, 100);
    const parts: ClawbackPart[] = [
      ...member.parts,
      {
        owner: { kind: 'guide', id: guide },
        asset: 'guide_points',
        due: 50,
        policy: 'unlimited',
        funder: store,
      },
      {
        owner: { kind: 'member', id: who },
        asset: 'growth',
        due: 9,
        policy: 'unlimited',
        funder: { kind: 'system', id: 0 },
      },
    ];
    const [answer] = await clawBack({ ...member, parts });
    expect(answer?.parts.map(({ taken }) => taken)).toEqual([100, 50, 9]);
    expect(await funds('issuance', 'store')).toBe(0);
    const lots = await world.db.read((reader) =>
      reader.query('SELECT funder_kind, funder_id FROM points_lot WHERE owner_id = ?', [guide]),
    );
    expect(lots).toEqual([{ funder_kind: 'store', funder_id: 5 }]);
  });

  // P10: on day 14 the activation and the refund of one item meet; half was refunded on day 10.
  describe.each(POLICIES)('by %s, on the day of activation', (policy) => {
    const story = async (first: 'refund' | 'activate' | 'both') => {
      const activatesAtMs = now() + 14 * DAY_MS;
      const [order, who] = await earned({ activatesAtMs });
      world.server.clock.pass(10 * DAY_MS);
      await clawBack(requestOf(order, who, 50, { policy }));
      expect(await balance(who)).toMatchObject({ available: 0, pending: 50 });
      world.server.clock.set(activatesAtMs);
      const refund = requestOf(order, who, 30, { policy, occurredAtMs: activatesAtMs - 1 });
      const owner = { brandId: world.brandId, owner: { kind: 'member', id: who }, asset: 'points' } as const;
      const activate = () => world.db.run('test', (tx) => world.ledger.settleDue(tx, [owner]));
      if (first === 'both') await Promise.all([clawBack(refund), activate()]);
      else if (first === 'refund') await clawBack(refund).then(activate);
      else await activate().then(() => clawBack(refund));
      expect(await activate()).toBe(0);
      const { available, pending } = await balance(who);
      return { available, pending, lots: await remaining(who) };
    };

    it.each(['refund', 'activate', 'both'] as const)('end the same when %s comes first', async (first) => {
      expect(await story(first)).toEqual({ available: 20, pending: 0, lots: [20] });
    });
  });

  it('of a lot that was carried over by merges take it first from whoever has it now', async () => {
    const [order, who] = await earned();
    const [second, kept] = [next(), next()];
    await post(earning(world.brandId, next(), kept, 10));
    for (const [from, to] of [
      [who, second],
      [second, kept],
    ] as const) {
      await world.db.run('test', (tx) =>
        world.mergeBalances.carry(tx, { brandId: world.brandId, aliasId: from, keptId: to, mergeId: next() }),
      );
    }
    await post(earningOn(world.brandId, next(), kept, 5, { expiresAtMs: now() + DAY_MS }));
    await clawBack(requestOf(order, kept, 60, { policy: 'within-balance' }));
    const lots = await world.db.read((reader) =>
      reader.query<{ remaining: number; carried_from: number }>(
        'SELECT remaining, carried_from FROM points_lot WHERE owner_id = ? AND is_open = 1 ORDER BY expires_at_ms, id',
        [kept],
      ),
    );
    expect(lots.map((lot) => [lot.remaining, lot.carried_from > 0])).toEqual([
      [5, false],
      [10, false],
      [40, true],
    ]);
    expect(NEVER_MS).toBeGreaterThan(now());
  });
});
