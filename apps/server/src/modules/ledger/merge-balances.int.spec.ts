import { earningOn, faultsOfLots } from '../../testing/ledger-lots';
import { earning, openLedgerWorld, type LedgerWorld } from '../../testing/ledger';
import type { LedgerPosting } from './posting-rows';
import { memberPoints } from './reads.queries';

const DAY_MS = 86_400_000;

describe('a merge of members', () => {
  let world: LedgerWorld;
  let number = 100;
  const next = (): number => (number += 1);
  const now = (): number => world.server.clock.nowMs();
  const post = (...postings: LedgerPosting[]) =>
    world.db.run('test', (tx) => world.ledger.post(tx, postings));
  const merged = new Map<number, readonly [number, number]>();
  const merge = (from: number, to: number, mergeId: number) => {
    merged.set(mergeId, [from, to]);
    return world.db.run('test', (tx) =>
      world.mergeBalances.carry(tx, { brandId: world.brandId, aliasId: from, keptId: to, mergeId }),
    );
  };
  const unmerge = (mergeId: number, [aliasId, keptId] = merged.get(mergeId) ?? [0, 0]) =>
    world.db.run('test', (tx) =>
      world.mergeBalances.giveBack(tx, world.brandId, { mergeId, aliasId, keptId }),
    );
  const hold = async (who: number, points: number): Promise<string> => {
    const key = `hold:${next()}`;
    const owner = { kind: 'member', id: who } as const;
    const { brandId } = world;
    const held = await world.db.run('test', (tx) =>
      world.holds.place(tx, {
        brandId,
        key,
        owner,
        asset: 'points',
        points,
        purpose: 'order',
        untilMs: now() + DAY_MS,
      }),
    );
    expect(held.ok).toBe(true);
    return key;
  };
  const capture = (key: string) =>
    world.db.run('test', (tx) =>
      world.holds.capture(tx, { brandId: world.brandId, key, to: { kind: 'redemption' } }),
    );
  const release = (key: string) =>
    world.db.run('test', (tx) => world.holds.release(tx, { brandId: world.brandId, key, reason: 'test' }));
  const balance = async (who: number) => {
    const { available, held, pending } = await world.db.read((reader) =>
      world.points.balanceOf(reader, memberPoints({ brandId: world.brandId, customerId: who })),
    );
    return [available, held, pending];
  };
  const expiries = (who: number) =>
    world.db.read(async (reader) => {
      const rows = await reader.query<{ remaining: number; expires_at_ms: number }>(
        'SELECT remaining, expires_at_ms FROM points_lot WHERE owner_id = ? AND remaining <> 0 ORDER BY expires_at_ms, id',
        [who],
      );
      return rows.map((row) => [row.remaining, row.expires_at_ms]);
    });

  /** P12: A = 120 here, A = 30 and D = 50 there, with 20 on hold: what is available there is 20 below zero. */
  const openStory = async () => {
    const [kept, alias, mergeId] = [next(), next(), next()];
    const expiresAtMs = now() + 30 * DAY_MS;
    await post(
      earningOn(world.brandId, next(), kept, 120, { expiresAtMs }),
      earningOn(world.brandId, next(), alias, 50, { expiresAtMs: expiresAtMs + DAY_MS }),
    );
    const key = await hold(alias, 20);
    await post({ ...earning(world.brandId, next(), alias, -50), kind: 'clawback' });
    expect([await balance(kept), await balance(alias)]).toEqual([
      [120, 0, 0],
      [-20, 20, 0],
    ]);
    return { kept, alias, mergeId, key, expiresAtMs };
  };

  beforeAll(async () => {
    world = await openLedgerWorld();
  });
  afterEach(async () => expect(await faultsOfLots(world.db)).toEqual([]));
  afterAll(() => world.server.close());

  it('pays debts, keeps expiries, and lets a hold survive and be captured', async () => {
    const { kept, alias, mergeId, key, expiresAtMs } = await openStory();
    await merge(alias, kept, mergeId);
    await merge(alias, kept, mergeId);
    expect([await balance(kept), await balance(alias)]).toEqual([
      [100, 20, 0],
      [0, 0, 0],
    ]);
    expect(await expiries(kept)).toEqual([[100, expiresAtMs]]);
    expect(await capture(key)).toMatchObject({ value: { state: 'captured', captured: 20 } });
    expect(await balance(kept)).toEqual([100, 0, 0]);
  });

  it('lets a hold be released to whoever was kept, with the expiry that its points had', async () => {
    const { kept, alias, mergeId, key, expiresAtMs } = await openStory();
    await merge(alias, kept, mergeId);
    expect(await release(key)).toMatchObject({ value: { state: 'released' } });
    expect(await expiries(kept)).toEqual([
      [100, expiresAtMs],
      [20, expiresAtMs + DAY_MS],
    ]);
  });

  it('is taken back with its open holds', async () => {
    const { kept, alias, mergeId, key } = await openStory();
    await merge(alias, kept, mergeId);
    await unmerge(mergeId);
    await unmerge(mergeId);
    expect([await balance(kept), await balance(alias)]).toEqual([
      [120, 0, 0],
      [-20, 20, 0],
    ]);
    expect(await capture(key)).toMatchObject({ ok: true });
    expect(await balance(alias)).toEqual([-20, 0, 0]);
  });

  it('is taken back without what was captured meanwhile, and with what was released', async () => {
    const [captured, released] = [await openStory(), await openStory()];
    for (const { alias, kept, mergeId } of [captured, released]) await merge(alias, kept, mergeId);
    await capture(captured.key);
    await release(released.key);
    for (const { mergeId } of [captured, released]) await unmerge(mergeId);
    expect([await balance(captured.kept), await balance(captured.alias)]).toEqual([
      [120, 0, 0],
      [-20, 0, 0],
    ]);
    expect([await balance(released.kept), await balance(released.alias)]).toEqual([
      [120, 0, 0],
      [0, 0, 0],
    ]);
  });

  it('leaves a debt with the kept member for what was used up meanwhile', async () => {
    const [kept, alias, mergeId] = [next(), next(), next()];
    await post(earning(world.brandId, next(), alias, 100));
    await merge(alias, kept, mergeId);
    await capture(await hold(kept, 70));
    await unmerge(mergeId);
    expect([await balance(kept), await balance(alias)]).toEqual([
      [-70, 0, 0],
      [100, 0, 0],
    ]);
  });

  it('gives back as available what became so meanwhile, and nothing of what expired', async () => {
    const [kept, alias, mergeId] = [next(), next(), next()];
    const expiresAtMs = now() + 2 * DAY_MS;
    await post(
      earningOn(world.brandId, next(), alias, 40, { activatesAtMs: now() + DAY_MS }),
      earningOn(world.brandId, next(), alias, 25, { activatesAtMs: now() + 9 * DAY_MS }),
      earningOn(world.brandId, next(), alias, 30, { expiresAtMs }),
    );
    await merge(alias, kept, mergeId);
    world.server.clock.pass(3 * DAY_MS);
    await capture(await hold(kept, 10));
    await unmerge(mergeId);
    await unmerge(mergeId);
    expect([await balance(kept), await balance(alias)]).toEqual([
      [-10, 0, 0],
      [40, 0, 25],
    ]);
  });

  it('carries pending over, which activates where it is now', async () => {
    const [kept, alias] = [next(), next()];
    await post(earningOn(world.brandId, next(), alias, 40, { activatesAtMs: now() + DAY_MS }));
    await merge(alias, kept, next());
    expect(await balance(kept)).toEqual([0, 0, 40]);
    world.server.clock.pass(DAY_MS);
    expect(await balance(kept)).toEqual([40, 0, 0]);
    await hold(kept, 40);
  });

  it('sends the refund of a spend from before it to whoever has the account today', async () => {
    const [kept, alias, mergeId] = [next(), next(), next()];
    const expiresAtMs = now() + 30 * DAY_MS;
    await post(earningOn(world.brandId, next(), alias, 100, { expiresAtMs }));
    const key = await hold(alias, 60);
    await capture(key);
    await merge(alias, kept, mergeId);
    const restore = (points: number) =>
      world.db.run('test', (tx) =>
        world.holds.restore(tx, {
          brandId: world.brandId,
          holdKey: key,
          key: `back:${next()}`,
          points,
          occurredAtMs: now(),
        }),
      );
    expect(await restore(25)).toMatchObject({ ok: true });
    expect([await balance(kept), await balance(alias)]).toEqual([
      [65, 0, 0],
      [0, 0, 0],
    ]);
    expect((await expiries(kept)).map(([, atMs]) => atMs)).toEqual([expiresAtMs, expiresAtMs]);
    await unmerge(mergeId);
    expect(await restore(35)).toMatchObject({ ok: true });
    // What came back while they were one came back of the own spend.
    expect(await balance(alias)).toEqual([100, 0, 0]);
  });
});
