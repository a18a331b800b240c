import { reversalOf } from '@liuliang/domain';
import { earningOn, faultsOfLots } from '../../testing/ledger-lots';
import { earning, inBrand, member, openLedgerWorld, transfer, type LedgerWorld } from '../../testing/ledger';
import { dyingAfter } from '../../testing/ledger-faults';
import type { LedgerPosting } from './posting-rows';
import { memberPoints } from './reads.queries';
import { txWith } from '../../testing/tx-with';

const DAY_MS = 86_400_000;
/** The first instant of 2027 in Shanghai: what expires on 31 December is spendable until the millisecond before. */
const NEW_YEAR_MS = Date.UTC(2026, 11, 31, 16, 0, 0);

describe('lots', () => {
  let world: LedgerWorld;
  let number = 100;
  const next = (): number => (number += 1);
  const now = (): number => world.server.clock.nowMs();
  const post = (...postings: LedgerPosting[]) =>
    world.db.run('test', (tx) => world.ledger.post(tx, postings));
  const ownerOf = (id: number) =>
    ({ brandId: world.brandId, owner: { kind: 'member', id }, asset: 'points' }) as const;
  const settle = (...owners: number[]) =>
    world.db.run('test', (tx) => world.ledger.settleDue(tx, owners.map(ownerOf)));
  const read = <T>(sql: string, ...values: number[]) =>
    world.db.read((reader) => reader.query<T>(sql, values));
  const balance = (who: number) =>
    world.db.read((reader) =>
      world.points.balanceOf(reader, memberPoints({ brandId: world.brandId, customerId: who })),
    );
  const hold = (who: number, points: number, untilMs = now() + DAY_MS) =>
    world.db.run('test', (tx) =>
      world.holds.place(tx, {
        brandId: world.brandId,
        key: `hold:${next()}`,
        owner: { kind: 'member', id: who },
        asset: 'points',
        points,
        purpose: 'order',
        untilMs,
      }),
    );
  const about = (kind: string, who: number) =>
    read<{ occurred_at_ms: number; amount: number }>(
      'SELECT t.occurred_at_ms, e.amount FROM ledger_transaction t JOIN ledger_entry e ON e.transaction_id = t.id' +
        " JOIN ledger_account a ON a.id = e.account_id AND a.bucket = 'available'" +
        ` WHERE t.kind = '${kind}' AND a.owner_id = ? ORDER BY t.id`,
      who,
    );

  beforeAll(async () => {
    world = await openLedgerWorld();
  });
  afterEach(async () => expect(await faultsOfLots(world.db)).toEqual([]));
  afterAll(() => world.server.close());

  // P3: the job never ran. A millisecond decides, whatever the server's own time zone is.
  it.each(['UTC', 'America/New_York', 'Asia/Shanghai'])(
    'expire at their instant without the job, in a process in %s',
    async (zone) => {
      const before = process.env.TZ;
      process.env.TZ = zone;
      try {
        const who = next();
        world.server.clock.set(Math.max(now(), NEW_YEAR_MS - 1));
        const expiresAtMs = now() + 1;
        await post(earningOn(world.brandId, next(), who, 100, { expiresAtMs }));
        expect(await balance(who)).toMatchObject({ available: 100, expiringNext: { points: 100 } });
        expect((await hold(who, 1)).ok).toBe(true);
        world.server.clock.set(expiresAtMs);
        expect(await balance(who)).toMatchObject({ available: 0, expiringNext: null });
        expect(await hold(who, 1)).toEqual({
          ok: false,
          error: { code: 'POINTS_INSUFFICIENT', pointsMissing: 1 },
        });
        world.server.clock.pass(2 * DAY_MS);
        await settle(who);
        expect(await settle(who)).toBe(0);
        // 99 were left at the instant; the hold lapsed a day later, and its point expired there and then.
        expect(
          (await about('expire', who)).map(({ amount, occurred_at_ms }) => [amount, occurred_at_ms]),
        ).toEqual([
          [-99, expiresAtMs],
          [-1, expiresAtMs - 1 + DAY_MS],
        ]);
      } finally {
        if (before === undefined) delete process.env.TZ;
        else process.env.TZ = before;
      }
    },
  );

  it('are settled once by jobs of several processes at the same time, breakage going to who paid', async () => {
    const members = [next(), next(), next()];
    const expiresAtMs = now() + DAY_MS;
    await post(
      ...members.map((who) => ({
        ...earningOn(world.brandId, next(), who, 10, { expiresAtMs }),
        entries: [
          { account: member(who), amount: 10 },
          {
            account: { ownerKind: 'supplier', ownerId: 3, asset: 'points', bucket: 'issuance' },
            amount: -10,
          },
        ] as const,
      })),
    );
    world.server.clock.pass(DAY_MS);
    const posted = await Promise.all([settle(...members), settle(...members), settle(...members)]);
    expect(posted.reduce((sum, one) => sum + one, 0)).toBe(3);
    const [breakage] = await read<{ balance: number }>(
      "SELECT balance FROM ledger_account WHERE owner_kind = 'supplier' AND bucket = 'breakage'",
    );
    expect(breakage?.balance).toBe(30);
  });

  it('activate and expire in the order of time, before anything is spent', async () => {
    const who = next();
    const activatesAtMs = now() + DAY_MS;
    const expiresAtMs = now() + 2 * DAY_MS;
    await post(
      earningOn(world.brandId, next(), who, 40, { activatesAtMs, expiresAtMs }),
      earningOn(world.brandId, next(), who, 60, { activatesAtMs }),
    );
    expect(await balance(who)).toMatchObject({ available: 0, pending: 100 });
    expect(await hold(who, 1)).toMatchObject({ error: { pointsMissing: 1 } });
    world.server.clock.pass(3 * DAY_MS);
    expect((await hold(who, 60)).ok).toBe(true);
    expect(await about('activate', who)).toEqual([
      { occurred_at_ms: activatesAtMs, amount: 40 },
      { occurred_at_ms: activatesAtMs, amount: 60 },
    ]);
    expect(await about('expire', who)).toEqual([{ occurred_at_ms: expiresAtMs, amount: -40 }]);
  });

  it('live longer by activity when the programme says so, never shorter, and not once they have expired', async () => {
    const who = next();
    const [gone, soon, late] = [1, 3, 30].map((days) => now() + days * DAY_MS);
    for (const expiresAtMs of [gone, soon, late]) {
      await post(earningOn(world.brandId, next(), who, 10, { expiresAtMs: expiresAtMs! }));
    }
    world.server.clock.pass(2 * DAY_MS);
    const extendTo = now() + 10 * DAY_MS;
    await post(earningOn(world.brandId, next(), who, 1, { extendTo, expiresAtMs: extendTo }));
    const lots = await read<{ expires_at_ms: number }>(
      'SELECT expires_at_ms FROM points_lot WHERE owner_id = ? ORDER BY id',
      who,
    );
    expect(lots.map(({ expires_at_ms }) => expires_at_ms)).toEqual([gone, extendTo, late, extendTo]);
    expect(await balance(who)).toMatchObject({ available: 21 });
  });

  it('are carried over by what moves points between members, with their expiry', async () => {
    const [from, to] = [next(), next()];
    const expiresAtMs = now() + DAY_MS;
    await post(
      earningOn(world.brandId, next(), from, 30, { expiresAtMs }),
      earning(world.brandId, next(), from, 30),
      transfer(world.brandId, `t:${from}`, from, to, 40),
    );
    world.server.clock.pass(DAY_MS);
    expect([(await balance(from)).available, (await balance(to)).available]).toEqual([20, 10]);
    await post(transfer(world.brandId, `u:${from}`, to, from, 10));
    expect([(await balance(from)).available, (await balance(to)).available]).toEqual([30, 0]);
  });

  it('are as before once a posting is reversed', async () => {
    const [from, to] = [next(), next()];
    const expiresAtMs = now() + DAY_MS;
    const earned = earningOn(world.brandId, next(), from, 30, { expiresAtMs });
    const moved = transfer(world.brandId, `r:${from}`, from, to, 20);
    await post(earned, moved);
    await post(inBrand(world.brandId, reversalOf(moved, `undo:${from}`)));
    expect(await balance(from)).toMatchObject({
      available: 30,
      expiringNext: { points: 30, atMs: expiresAtMs },
    });
    await post(inBrand(world.brandId, reversalOf(earned, `undo:${to}`)));
    expect([(await balance(from)).available, (await balance(to)).available]).toEqual([0, 0]);
  });

  it('are reversed with a posting of the same batch, and not by way of what time or holds did', async () => {
    const who = next();
    const earned = earningOn(world.brandId, next(), who, 30, { expiresAtMs: now() + DAY_MS });
    const undone = inBrand(world.brandId, reversalOf(earned, `undo:${who}`));
    expect((await post(earned, undone)).every(({ ok }) => ok)).toBe(true);
    const held = await post(earning(world.brandId, next(), who, 5)).then(() => hold(who, 5));
    const key = held.ok ? held.value.key : '';
    const entries = [
      { account: member(who), amount: -5 },
      { account: { ...member(who), bucket: 'held' as const }, amount: 5 },
    ];
    const posting = { key, kind: 'hold', reference: { kind: 'manual', id: '0' }, entries } as const;
    expect(await post(inBrand(world.brandId, reversalOf(posting, `no:${who}`)))).toEqual([
      { ok: false, error: { code: 'LEDGER_REVERSAL_INVALID' } },
    ]);
  });

  it('refuse to expire or activate before their time, or for somebody else', async () => {
    const [who, other] = [next(), next()];
    await post(
      earningOn(world.brandId, next(), who, 30, { expiresAtMs: now() + DAY_MS }),
      earning(world.brandId, next(), other, 30),
    );
    const [lot] = await read<{ id: number }>('SELECT id FROM points_lot WHERE owner_id = ?', who);
    const expire = (of: number): LedgerPosting => ({
      brandId: world.brandId,
      key: `early:${of}`,
      kind: 'expire',
      reference: { kind: 'lot', id: String(lot!.id) },
      entries: [
        { account: member(of), amount: -30 },
        { account: { ownerKind: 'system', ownerId: 0, asset: 'points', bucket: 'breakage' }, amount: 30 },
      ],
      occurredAtMs: now(),
      explanation: {},
    });
    const refused = { ok: false, error: { code: 'LEDGER_LOT_NOT_DUE' } };
    expect(await post(expire(who))).toEqual([refused]);
    world.server.clock.pass(DAY_MS);
    expect(await post(expire(other))).toEqual([refused]);
    expect(await post(expire(who))).toMatchObject([{ ok: true }]);
  });

  it('keep the terms of a posting as part of its content', async () => {
    const [order, who] = [next(), next()];
    const earned = earningOn(world.brandId, order, who, 30, { expiresAtMs: now() + DAY_MS });
    await post(earned);
    expect(await post(earned)).toMatchObject([{ value: { isReplay: true } }]);
    const longer = earningOn(world.brandId, order, who, 30, { expiresAtMs: now() + 2 * DAY_MS });
    expect(await post(longer)).toEqual([{ ok: false, error: { code: 'LEDGER_KEY_REUSED' } }]);
  });

  it('are never read nor moved by earnings in good standing', async () => {
    const who = next();
    await post(earning(world.brandId, next(), who, 1));
    const statements: string[] = [];
    await world.db.run('test', (tx) =>
      world.ledger.post(
        txWith(tx, {
          query: (sql, parameters) => {
            statements.push(sql);
            return tx.query(sql, parameters);
          },
          exec: (sql, parameters) => {
            statements.push(sql);
            return tx.exec(sql, parameters);
          },
        }),
        [earning(world.brandId, next(), who, 1), earning(world.brandId, next(), who, 2)],
      ),
    );
    const ofLots = statements.filter((sql) => sql.includes('points_lot') || sql.includes('points_hold'));
    expect(ofLots.map((sql) => sql.split(' (')[0])).toEqual(['INSERT INTO points_lot']);
  });

  it('have moves that nobody changes', async () => {
    const who = next();
    await post(earning(world.brandId, next(), who, 10));
    await hold(who, 5);
    for (const sql of ['UPDATE points_lot_move SET version = version', 'DELETE FROM points_lot_move']) {
      await expect(world.db.run('test', (tx) => tx.exec(sql))).rejects.toThrow('rows are never changed');
    }
  });

  // A process that dies anywhere while it settles, spends, captures and gives back.
  it('keep nothing of a transaction that dies after any of its statements', async () => {
    const [who, other] = [next(), next()];
    await post(
      earningOn(world.brandId, next(), who, 100, { expiresAtMs: now() + 3 * DAY_MS }),
      earningOn(world.brandId, next(), who, 50, { activatesAtMs: now() + DAY_MS }),
      earningOn(world.brandId, next(), who, 7, { expiresAtMs: now() + DAY_MS }),
    );
    const held = await hold(who, 20);
    const key = held.ok ? held.value.key : '';
    world.server.clock.pass(DAY_MS - 1);
    await hold(who, 3, now() + 1);
    world.server.clock.pass(1);
    const before = await world.rows();
    const owner = { kind: 'member', id: who } as const;
    const { brandId } = world;
    let deaths = 0;
    for (let after = 1; ; after += 1) {
      const survived = await world.db
        .run('test', async (real) => {
          const tx = dyingAfter(real, after);
          await world.ledger.post(tx, [transfer(brandId, `d:${who}`, who, other, 30)]);
          await world.holds.capture(tx, { brandId, key: `never:${who}`, to: { kind: 'redemption' } });
          await world.holds.place(tx, {
            brandId,
            key: `die:${who}`,
            owner,
            asset: 'points',
            points: 60,
            purpose: 'gift',
            untilMs: now() + 1,
          });
          await world.holds.release(tx, { brandId, key: `die:${who}`, reason: 'test' });
          return 'committed';
        })
        .catch((error: Error) => error.message);
      if (survived === 'committed') break;
      expect(survived).toBe('the process died');
      expect(await world.rows()).toBe(before);
      deaths += 1;
    }
    expect(deaths).toBeGreaterThan(40);
    expect(key).not.toBe('');
  });
});
