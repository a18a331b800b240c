import { dayOf, dayStartMs } from '@liuliang/domain';
import { earningOn, faultsOfLots } from '../../testing/ledger-lots';
import { earning, member, openLedgerWorld, type LedgerWorld } from '../../testing/ledger';
import type { CaptureHold, PlaceHold } from './holds';
import type { LedgerPosting } from './posting-rows';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Ends are those of local days. */
const endOfDay = (atMs: number): number => dayStartMs(dayOf(atMs, 'Asia/Shanghai') + 1, 'Asia/Shanghai');

describe('holds', () => {
  let world: LedgerWorld;
  let number = 100;
  const customer = (): number => (number += 1);
  const now = (): number => world.server.clock.nowMs();
  const post = async (...postings: LedgerPosting[]) =>
    world.db.run('test', (tx) => world.ledger.post(tx, postings));
  const earned = async (points: number): Promise<number> => {
    const who = customer();
    await post(earning(world.brandId, (number += 1), who, points));
    return who;
  };
  const place = (owner: number, points: number, change: Partial<PlaceHold> = {}) =>
    world.db.run('test', (tx) =>
      world.holds.place(tx, {
        brandId: world.brandId,
        key: `hold:${(number += 1)}`,
        owner: { kind: 'member', id: owner },
        asset: 'points',
        points,
        purpose: 'order',
        untilMs: now() + HOUR_MS,
        ...change,
      }),
    );
  const placed = async (owner: number, points: number, change: Partial<PlaceHold> = {}): Promise<string> => {
    const key = change.key ?? `hold:${(number += 1)}`;
    expect(await place(owner, points, { ...change, key })).toMatchObject({ ok: true });
    return key;
  };
  const capture = (key: string, change: Partial<CaptureHold> = {}) =>
    world.db.run('test', (tx) =>
      world.holds.capture(tx, { brandId: world.brandId, key, to: { kind: 'redemption' }, ...change }),
    );
  const release = (key: string, reinstateDays = 0) =>
    world.db.run('test', (tx) =>
      world.holds.release(tx, { brandId: world.brandId, key, reason: 'test', reinstateDays }),
    );
  const restore = (holdKey: string, key: string, points: number, reinstateDays = 0) =>
    world.db.run('test', (tx) =>
      world.holds.restore(tx, {
        brandId: world.brandId,
        holdKey,
        key,
        points,
        occurredAtMs: now(),
        reinstateDays,
      }),
    );
  const lots = (who: number) =>
    world.db.read((reader) =>
      reader.query<{ remaining: number; held: number; expires_at_ms: number; carried_from: number }>(
        'SELECT remaining, held, expires_at_ms, carried_from FROM points_lot WHERE owner_id = ? ORDER BY expires_at_ms, id',
        [who],
      ),
    );
  const kinds = (who: number) =>
    world.db.read(async (reader) => {
      const rows = await reader.query<{ kind: string; amount: number; occurred_at_ms: number }>(
        'SELECT t.kind, e.amount, t.occurred_at_ms FROM ledger_entry e JOIN ledger_account a ON a.id = e.account_id' +
          " JOIN ledger_transaction t ON t.id = e.transaction_id WHERE a.owner_id = ? AND a.bucket = 'available' ORDER BY e.account_version",
        [who],
      );
      return rows.map(({ kind, amount }) => [kind, amount]);
    });

  beforeAll(async () => {
    world = await openLedgerWorld();
  });
  afterEach(async () => expect(await faultsOfLots(world.db)).toEqual([]));
  afterAll(() => world.server.close());

  // P1: a hundred points in one lot, fifty who want them at the same time.
  it('give the same hundred points to one of fifty with keys of their own', async () => {
    const who = await earned(100);
    const answers = await Promise.all(Array.from({ length: 50 }, () => place(who, 100)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const refused = answers.filter(({ ok }) => !ok);
    expect(new Set(refused.map((one) => JSON.stringify(one)))).toEqual(
      new Set([JSON.stringify({ ok: false, error: { code: 'POINTS_INSUFFICIENT', pointsMissing: 100 } })]),
    );
    expect(await lots(who)).toMatchObject([{ remaining: 0, held: 100 }]);
  });

  // P1, the other door, from two processes.
  it('give them to one of fifty through the writers of several processes', async () => {
    const who = await earned(100);
    const writers = [world.writer, world.writerOf(8), world.writerOf(9)];
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) => writers[i % 3]!.submit(holdPosting(`w:${who}:${i}`, who, 100))),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.filter((one) => !one.ok && one.error.code === 'POINTS_INSUFFICIENT')).toHaveLength(49);
    expect(await lots(who)).toMatchObject([{ remaining: 0, held: 100 }]);
  });

  const holdPosting = (key: string, who: number, points: number): LedgerPosting => ({
    brandId: world.brandId,
    key,
    kind: 'hold',
    reference: { kind: 'manual', id: '0' },
    entries: [
      { account: member(who), amount: -points },
      { account: { ...member(who), bucket: 'held' }, amount: points },
    ],
    hold: { purpose: 'order', untilMs: now() + HOUR_MS },
    occurredAtMs: now(),
    explanation: {},
  });

  // P2: twenty with one key, one after a day, one with another amount.
  it('answer one key with one hold, also a day later, and another amount with a conflict', async () => {
    const who = await earned(100);
    const key = `storm:${who}`;
    const untilMs = now() + 48 * HOUR_MS;
    const answers = await Promise.all(Array.from({ length: 20 }, () => place(who, 60, { key, untilMs })));
    world.server.clock.pass(DAY_MS);
    answers.push(await place(who, 60, { key, untilMs }));
    const [first] = answers;
    for (const answer of answers) expect(answer).toEqual(first);
    const before = await world.rows();
    expect(await place(who, 61, { key, untilMs })).toEqual({
      ok: false,
      error: { code: 'LEDGER_KEY_REUSED' },
    });
    expect(await world.rows()).toBe(before);
    expect(await lots(who)).toMatchObject([{ remaining: 40, held: 60 }]);
  });

  it('are captured once: the same again answers the same, anything else is settled', async () => {
    const who = await earned(100);
    const key = await placed(who, 80);
    const captured = await capture(key, { points: 50 });
    expect(captured).toMatchObject({ value: { state: 'captured', captured: 50, points: 80 } });
    expect(await capture(key, { points: 50 })).toEqual(captured);
    expect(await capture(key)).toEqual({ ok: false, error: { code: 'HOLD_SETTLED', state: 'captured' } });
    expect(await release(key)).toEqual({ ok: false, error: { code: 'HOLD_SETTLED', state: 'captured' } });
    expect(await capture('nobody:1')).toEqual({ ok: false, error: { code: 'HOLD_UNKNOWN' } });
    expect(await capture(key, { points: 81 })).toEqual({
      ok: false,
      error: { code: 'CAPTURE_EXCEEDS', points: 80 },
    });
    expect(await world.available(who)).toBe(50);
  });

  it('are settled once when capture and release meet', async () => {
    const who = await earned(100);
    const key = await placed(who, 100);
    const answers = await Promise.all([capture(key), release(key), capture(key), release(key)]);
    const states = answers.map((one) =>
      one.ok ? one.value.state : 'state' in one.error ? one.error.state : '',
    );
    expect(new Set(states).size).toBe(1);
    expect([0, 100]).toContain(await world.available(who));
  });

  it('lapse by themselves: a capture after the limit gives the points back and refuses', async () => {
    const who = await earned(100);
    const key = await placed(who, 100);
    world.server.clock.pass(HOUR_MS);
    expect(await capture(key)).toEqual({ ok: false, error: { code: 'HOLD_LAPSED' } });
    expect(await world.available(who)).toBe(100);
    expect(await release(key)).toMatchObject({ value: { state: 'lapsed' } });
    expect(await capture(key)).toEqual({ ok: false, error: { code: 'HOLD_LAPSED' } });
  });

  it('lapse when the owner wants the points for something else, before any job ran', async () => {
    const who = await earned(100);
    await placed(who, 100);
    world.server.clock.pass(HOUR_MS);
    await placed(who, 70);
    expect(await lots(who)).toMatchObject([{ remaining: 30, held: 70 }]);
    expect(await kinds(who)).toEqual([
      ['earn', 100],
      ['hold', -100],
      ['release', 100],
      ['hold', -70],
    ]);
  });

  it('leave nothing behind when they are refused, not even what was due', async () => {
    const who = customer();
    await post(earningOn(world.brandId, (number += 1), who, 30, { expiresAtMs: now() + HOUR_MS }));
    await post(earning(world.brandId, (number += 1), who, 10));
    world.server.clock.pass(HOUR_MS);
    const before = await world.rows();
    expect(await place(who, 11)).toEqual({
      ok: false,
      error: { code: 'POINTS_INSUFFICIENT', pointsMissing: 1 },
    });
    expect(await world.rows()).toBe(before);
  });

  // P4: hold at 23:50, the lot expires at midnight, the order is paid at 00:10.
  it('protect points from expiry until they are captured', async () => {
    const who = customer();
    await post(earningOn(world.brandId, (number += 1), who, 100, { expiresAtMs: now() + 10 * 60_000 }));
    const key = await placed(who, 80);
    world.server.clock.pass(20 * 60_000);
    expect(await capture(key)).toMatchObject({ value: { state: 'captured', captured: 80 } });
    expect(await world.available(who)).toBe(0);
  });

  // P4, cancelled: back into the same lot, where they expire at once, or for the reinstatement window.
  it('give points back to the lot they came from, and never make them new', async () => {
    const who = customer();
    const expiresAtMs = now() + 10 * 60_000;
    await post(earningOn(world.brandId, (number += 1), who, 100, { expiresAtMs }));
    const [cancelled, forgiven] = [await placed(who, 50), await placed(who, 30)];
    world.server.clock.pass(20 * 60_000);
    expect(await release(cancelled)).toMatchObject({ value: { state: 'released' } });
    expect(await world.available(who)).toBe(0);
    expect(await release(forgiven, 3)).toMatchObject({ value: { state: 'released' } });
    expect(await world.available(who)).toBe(30);
    expect(await lots(who)).toMatchObject([
      { remaining: 0, held: 0, expires_at_ms: expiresAtMs, carried_from: 0 },
      { remaining: 30, expires_at_ms: endOfDay(now() + 3 * DAY_MS) },
    ]);
    world.server.clock.set(endOfDay(now() + 3 * DAY_MS));
    expect(await world.available(who)).toBe(0);
  });

  // P5: L1 50 expires first, L2 50 later, L3 50 never. 70 are spent, half of them come back.
  it('are spent by expiry and restored in reverse, never more than were spent', async () => {
    const who = customer();
    const [january, march] = [now() + 30 * DAY_MS, now() + 90 * DAY_MS];
    await post(
      earning(world.brandId, (number += 1), who, 50),
      earningOn(world.brandId, (number += 1), who, 50, { expiresAtMs: march }),
      earningOn(world.brandId, (number += 1), who, 50, { expiresAtMs: january }),
    );
    const key = await placed(who, 70);
    expect((await lots(who)).map((lot) => [lot.remaining, lot.held])).toEqual([
      [0, 50],
      [30, 20],
      [50, 0],
    ]);
    await capture(key);
    expect(await restore(key, `back:${who}:1`, 35)).toEqual({
      ok: true,
      value: { restored: 35, expired: 0 },
    });
    expect((await lots(who)).map(({ remaining }) => remaining)).toEqual([15, 50, 50]);
    expect(await restore(key, `back:${who}:1`, 35)).toMatchObject({ ok: true });
    expect(await restore(key, `back:${who}:2`, 36)).toEqual({
      ok: false,
      error: { code: 'RESTORE_EXCEEDS', pointsLeft: 35 },
    });
    expect(await restore(key, `back:${who}:3`, 35)).toMatchObject({ ok: true });
    expect((await lots(who)).map(({ remaining }) => remaining)).toEqual([50, 50, 50]);
    expect((await lots(who)).map((lot) => lot.expires_at_ms).slice(0, 2)).toEqual([january, march]);
  });

  it('are restored into lots that expired meanwhile only to expire again, and the answer says so', async () => {
    const who = customer();
    await post(
      earningOn(world.brandId, (number += 1), who, 50, { expiresAtMs: now() + DAY_MS }),
      earning(world.brandId, (number += 1), who, 50),
    );
    const key = await placed(who, 70);
    await capture(key, { to: { kind: 'store', storeId: 7 } });
    world.server.clock.pass(2 * DAY_MS);
    const answer = { ok: true, value: { restored: 30, expired: 10 } };
    expect(await restore(key, `late:${who}`, 30)).toEqual(answer);
    expect(await restore(key, `late:${who}`, 30)).toEqual(answer);
    expect(await world.available(who)).toBe(50);
    expect(await restore(key, `window:${who}`, 40, 7)).toEqual({
      ok: true,
      value: { restored: 40, expired: 0 },
    });
    expect(await world.available(who)).toBe(90);
    world.server.clock.set(endOfDay(now() + 7 * DAY_MS));
    expect(await world.available(who)).toBe(50);
  });

  it('carry lots over to the member whom they are captured for, with their expiry', async () => {
    const [from, to] = [customer(), customer()];
    const expiresAtMs = now() + DAY_MS;
    await post(earningOn(world.brandId, (number += 1), from, 60, { expiresAtMs, storeId: 4 }));
    const key = await placed(from, 50, { purpose: 'gift' });
    expect(await capture(key, { to: { kind: 'member', id: to }, points: 40 })).toMatchObject({ ok: true });
    expect([await world.available(from), await world.available(to)]).toEqual([20, 40]);
    expect(await lots(to)).toMatchObject([{ remaining: 40, expires_at_ms: expiresAtMs }]);
    world.server.clock.pass(DAY_MS);
    expect([await world.available(from), await world.available(to)]).toEqual([0, 0]);
  });

  it('are refused while there is a debt, which the next credit repays in its own transaction', async () => {
    const who = await earned(10);
    const claw = { ...earning(world.brandId, (number += 1), who, -60), kind: 'clawback' as const };
    await post(claw);
    expect(await place(who, 1)).toEqual({ ok: false, error: { code: 'POINTS_IN_DEBT', debt: 50 } });
    await post(earning(world.brandId, (number += 1), who, 80));
    expect(await world.available(who)).toBe(30);
    await placed(who, 30);
  });
});
