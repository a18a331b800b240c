import type { Entry } from '@liuliang/domain';
import { insertRows } from '../../platform/db/statements';
import { IdSource } from '../../platform/ids';
import { earning, member } from '../../testing/ledger';
import { faultyLedger, rewriteLast, type LedgerFault } from '../../testing/faulty-ledger';
import { behindTheTriggers, forge, keepRows, type Forgery } from '../../testing/ledger-faults';
import {
  DAY_MS,
  HOUR_MS,
  moved,
  openLedgerStory,
  posting,
  type LedgerStory,
} from '../../testing/ledger-story';
import { AuditService } from './audit.service';
import { CHAIN_START, LedgerJobs, type LedgerPosting } from '../ledger';
import { LedgerRoots } from './roots';

/** Whose lots the faults are planted in: 100 until day 30 and 50 until day 60. */
const RICH = 11;
const [SPENDER, LATE, DEBTOR, ALIAS, KEPT, WAITING, ACTIVE] = [12, 13, 14, 15, 16, 17, 18];

/** Everything that can happen to lots and holds. */
async function tell(story: LedgerStory): Promise<void> {
  await story.earn(RICH, 100, 30);
  await story.earn(RICH, 50, 60);
  await story.earn(ACTIVE, 100, 30);
  await story.earn(SPENDER, 100, 30);
  await story.earn(SPENDER, 50, 60);
  const spent = await story.hold(SPENDER, 120);
  await story.capture(spent, 110);
  await story.restore(spent, 30);
  await story.restore(spent, 50);
  await story.hold(SPENDER, 20, HOUR_MS);
  await story.earn(LATE, 60, 5);
  await story.earn(LATE, 10, 6);
  const [first, second] = [await story.hold(LATE, 60, 20 * DAY_MS), await story.hold(LATE, 10, 20 * DAY_MS)];
  const source = await story.earn(DEBTOR, 100);
  await story.capture(await story.hold(DEBTOR, 70));
  await story.clawBack(DEBTOR, source, 100);
  await story.earn(DEBTOR, 50, 30);
  await story.earn(WAITING, 40, 30, { activatesAtMs: story.now() + 7 * DAY_MS });
  await story.earn(WAITING, 5, 3);
  await story.earn(ALIAS, 80, 40);
  const carried = await story.hold(ALIAS, 30, 20 * DAY_MS);
  await story.merge(ALIAS, KEPT);
  story.server.clock.pass(10 * DAY_MS);
  await story.release(first);
  await story.release(second, 5);
  await story.capture(carried, 20);
  await story.restore(carried, 5);
  await story.earn(ACTIVE, 10, 30, { extendTo: story.now() + 35 * DAY_MS });
  await story.server.get(LedgerJobs).settleDue();
}

/** Checks that other areas bring along, and prove by themselves. */
const OF_OTHERS: ReadonlySet<string> = new Set(['FACTS', 'LEVELS', 'SETTLEMENT', 'LIABILITY', 'STOCK']);

describe('the audit of lots and holds', () => {
  let story: LedgerStory;
  let ids: IdSource;
  const failed = async (): Promise<string[]> => {
    const { checks } = await story.server.get(AuditService).run(null);
    return checks.filter(({ id, ok }) => !ok && !OF_OTHERS.has(id)).map(({ id }) => id);
  };
  const plant = (one: LedgerPosting, forgery: Forgery = {}) => forge(story.db, ids, one, forgery);
  const sql = (...statements: string[]) =>
    behindTheTriggers(story.db, async (tx) => {
      for (const statement of statements) await tx.exec(statement);
    });
  /** Lots of RICH: what expires first, and what expires later. */
  const rich = async () => {
    const [soon, late] = (await story.lots(RICH)).filter(({ remaining }) => remaining >= 50);
    return { soon: soon!, late: late! };
  };
  const holdOf = (who: number, points: number, key = 'forged') =>
    posting(story, key, 'hold', { kind: 'manual', id: '1' }, moved(who, 'available', 'held', points));
  const ofHold = (id: number) => ({ kind: 'hold', id: String(id) }) as const;

  let putBack: () => Promise<void>;
  let toldAtMs = 0;

  beforeAll(async () => {
    story = await openLedgerStory();
    ids = story.server.platform.ids;
    await tell(story);
    toldAtMs = story.now();
    putBack = await keepRows(story.db);
  });
  afterEach(async () => {
    await putBack();
    story.server.clock.set(toldAtMs);
  });
  afterAll(() => story.server.close());

  it('finds nothing in a story told by the code itself', async () => {
    const { checks } = await story.server.get(AuditService).run(null);
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(checks.find(({ id }) => id === 'INV-5')?.checked).toBeGreaterThan(10);
    expect(checks.find(({ id }) => id === 'INV-7')?.checked).toBe(6);
  });

  it('tells keys apart that differ in case alone', async () => {
    const one = earning(story.brandId, 900, RICH, 5);
    await story.writer.submit({ ...one, key: 'Key' });
    await story.writer.submit({ ...one, key: 'key' });
    expect(await failed()).toEqual([]);
  });

  const faults: [string, string[], () => Promise<unknown>][] = [
    [
      'points spent that expire last',
      ['INV-5'],
      async () => {
        const { late } = await rich();
        await plant(holdOf(RICH, 20), { moves: [{ lotId: late.id, remaining: -20, held: 20 }], hold: {} });
      },
    ],
    [
      'an expired lot that was spent',
      ['INV-5'],
      async () => {
        const { soon } = await rich();
        story.server.clock.pass(40 * DAY_MS);
        const moves = [{ lotId: soon.id, remaining: -20, held: 20 }];
        await plant(holdOf(RICH, 20), { moves, hold: {} });
      },
    ],
    [
      'a refund into the newest lot',
      ['INV-5'],
      async () => {
        const key = await story.hold(RICH, 20);
        await story.capture(key);
        const { late } = await rich();
        const id = await story.holdId(key);
        const entries = moved(RICH, 'available', 'redemption', -20);
        await plant(posting(story, 'forged', 'restore', ofHold(id), entries), {
          moves: [{ lotId: late.id, remaining: 20 }],
          hold: { restored: 20 },
        });
      },
    ],
    [
      'a lot renewed by cancelling',
      ['INV-5'],
      async () => {
        const key = await story.hold(RICH, 20);
        const [lot] = (await story.lots(RICH)).filter(({ held }) => held > 0);
        const id = await story.holdId(key);
        const entries = moved(RICH, 'held', 'available', 20);
        await plant(posting(story, 'forged', 'release', ofHold(id), entries), {
          moves: [{ lotId: lot!.id, remaining: 20, held: -20, expiresTo: lot!.expires_at_ms + DAY_MS }],
          hold: { state: 'released' },
        });
      },
    ],
    [
      'a lot renewed by hand',
      ['INV-5'],
      async () => {
        const later = 'expires_at_ms = expires_at_ms + 1, due_at_ms = due_at_ms + 1';
        await sql(`UPDATE points_lot SET ${later} WHERE owner_id = ${KEPT} AND remaining > 0`);
      },
    ],
    [
      'points that live longer by changing hands',
      ['INV-5'],
      async () => {
        const { soon } = await rich();
        const entries = [
          { account: member(RICH), amount: -100 },
          { account: member(40), amount: 100 },
        ];
        await plant(posting(story, 'forged', 'transfer', { kind: 'manual', id: '1' }, entries), {
          moves: [{ lotId: soon.id, remaining: -100 }],
          opens: { to: 40, lot: { carriedFrom: soon.id, expiresAtMs: soon.expires_at_ms + DAY_MS } },
        });
      },
    ],
    [
      'an expiry that was posted twice',
      ['INV-5'],
      async () => {
        const { soon } = await rich();
        const expired = soon.expires_at_ms + 1 - story.now();
        story.server.clock.pass(expired);
        await story.settle(RICH);
        const entries = moved(RICH, 'available', 'breakage', 10);
        await plant(posting(story, 'forged', 'expire', { kind: 'lot', id: String(soon.id) }, entries), {
          moves: [{ lotId: soon.id, remaining: -10 }],
        });
      },
    ],
    [
      'an expiry before its time',
      ['INV-5'],
      async () => {
        const { soon } = await rich();
        const entries = moved(RICH, 'available', 'breakage', 100);
        await plant(posting(story, 'forged', 'expire', { kind: 'lot', id: String(soon.id) }, entries), {
          moves: [{ lotId: soon.id, remaining: -100 }],
        });
      },
    ],
    [
      "an expiry at another funder's gain",
      ['INV-5'],
      async () => {
        const entries = moved(41, 'available', 'issuance', -30).map((entry): Entry => {
          const { account, amount } = entry;
          const isFunders = account.bucket === 'issuance';
          return isFunders ? { account: { ...account, ownerKind: 'store', ownerId: 77 }, amount } : entry;
        });
        const owner = { kind: 'member', id: 41 } as const;
        const expiresAtMs = story.now() + DAY_MS;
        const lots = [{ owner, asset: 'points', activatesAtMs: 0, expiresAtMs, storeId: 77 }] as const;
        const earned = posting(story, 'store:1', 'earn', { kind: 'event', id: '950' }, entries);
        await story.writer.submit({ ...earned, lots });
        story.server.clock.pass(2 * DAY_MS);
        const [lot] = await story.lots(41);
        const out = moved(41, 'available', 'breakage', 30);
        await plant(posting(story, 'forged', 'expire', { kind: 'lot', id: String(lot!.id) }, out), {
          moves: [{ lotId: lot!.id, remaining: -30 }],
        });
      },
    ],
    [
      'a debt that the next credit did not repay',
      ['INV-5'],
      async () => {
        await story.clawBack(DEBTOR, 'earn:1', 30);
        await plant(earning(story.brandId, 901, DEBTOR, 25));
      },
    ],
    [
      'a hold captured twice',
      ['INV-7'],
      async () => {
        const [one, other] = [await story.hold(RICH, 20), await story.hold(RICH, 20)];
        const id = await story.holdId(one);
        await story.capture(one);
        const [lot] = (await story.lots(RICH)).filter(({ held }) => held > 0);
        await plant(posting(story, 'forged', 'capture', ofHold(id), moved(RICH, 'held', 'redemption', 20)), {
          moves: [{ lotId: lot!.id, held: -20 }],
        });
        return other;
      },
    ],
    [
      'a hold released and captured',
      ['INV-7'],
      async () => {
        const [one] = [await story.hold(RICH, 20), await story.hold(RICH, 20)];
        const id = await story.holdId(one);
        await story.capture(one);
        const [lot] = (await story.lots(RICH)).filter(({ held }) => held > 0);
        await plant(posting(story, 'forged', 'release', ofHold(id), moved(RICH, 'held', 'available', 20)), {
          moves: [{ lotId: lot!.id, remaining: 20, held: -20 }],
          hold: { state: 'released', captured: 0 },
        });
      },
    ],
    [
      'a hold that is open without holding anything',
      ['INV-7'],
      async () => {
        const key = await story.hold(RICH, 20);
        await story.release(key);
        await sql(
          `UPDATE points_hold SET state = 'open', settled_by = 0, settled_at_ms = 0 WHERE id = ${await story.holdId(key)}`,
        );
      },
    ],
    [
      'a hold whose transaction is missing',
      ['INV-7', 'INV-11'],
      () => sql(`UPDATE points_hold SET id = id + 1, held_by = held_by + 1 WHERE state = 'captured'`),
    ],
    [
      'an entry whose lots moved something else',
      ['INV-5'],
      async () => {
        const { soon } = await rich();
        const entries = moved(RICH, 'available', 'adjustment', 20);
        await plant(posting(story, 'forged', 'adjust', { kind: 'manual', id: '1' }, entries), {
          moves: [{ lotId: soon.id, remaining: -19 }],
        });
      },
    ],
    ['an entry without any lot', ['INV-5'], () => plant(earning(story.brandId, 902, 42, 5), { moves: [] })],
    [
      'a move that was edited',
      ['INV-5'],
      () => sql('UPDATE points_lot_move SET remaining_after = remaining_after + 1 WHERE version = 1'),
    ],
    [
      'a lot that the job would never come to',
      ['INV-5'],
      async () =>
        sql(`UPDATE points_lot SET due_at_ms = 253402300799999 WHERE id = ${(await rich()).soon.id}`),
    ],
    [
      'an account that nothing was ever posted to',
      ['INV-9'],
      () =>
        story.db.run('fault', (tx) =>
          insertRows(
            tx,
            'ledger_account',
            ['id', 'brand_id', 'owner_kind', 'owner_id', 'asset', 'bucket', 'shard', 'balance', 'version'],
            [[ids.next(), story.brandId, 'member', 60, 'points', 'available', 0, 0, 0]],
          ),
        ),
    ],
    [
      'an acknowledged posting that is not there',
      ['INV-10'],
      () =>
        story.db.run('fault', (tx) => {
          const reply = JSON.stringify({ transactionId: story.server.platform.publicIds.encode('ptx', 123) });
          const columns = ['principal', 'operation', 'idem_key', 'request_hash', 'reply', 'created_at_ms'];
          const key = Buffer.from('key');
          return insertRows(tx, 'idempotency', columns, [[key, 'spend', key, CHAIN_START, reply, 1]]);
        }),
    ],
    [
      'a tier gift without its points',
      ['INV-11'],
      () =>
        story.db.run('fault', (tx) => {
          const columns = ['customer_id', 'level', 'brand_id', 'given_at_ms', 'points', 'transaction_id'];
          return insertRows(tx, 'tier_gift', columns, [[RICH, 2, story.brandId, 1, 100, 0]]);
        }),
    ],
    [
      'an amount beyond what a posting can have',
      ['INV-12'],
      () => plant(earning(story.brandId, 903, 43, 2_000_000_000_000)),
    ],
    [
      'a daily root that was edited',
      ['ROOT'],
      async () => {
        await story.server.get(LedgerRoots).make();
        await sql('UPDATE ledger_root SET transactions = 1, root = previous_root');
      },
    ],
    [
      'a history rewritten from end to end after its root was published',
      ['ROOT'],
      async () => {
        await story.server.get(LedgerRoots).make();
        await rewriteLast(story.db);
      },
    ],
  ];

  it.each(faults)('finds %s by %j', async (_name, checks, plantIt) => {
    await plantIt();
    expect(await failed()).toEqual(checks);
  });

  describe('of a store that is broken', () => {
    const postBy = (fault: LedgerFault, one: LedgerPosting) => {
      const ledger = faultyLedger(fault, story.server);
      return story.db.run('broken', (tx) => ledger.post(tx, [one]));
    };

    it('finds an update that was lost', async () => {
      await postBy('lost update', earning(story.brandId, 910, RICH, 5));
      expect(await failed()).toEqual(['INV-2', 'INV-5', 'INV-8']);
    });

    it('finds a lock time-out that was swallowed when balances were saved', async () => {
      await postBy('balances not saved', earning(story.brandId, 911, RICH, 5));
      expect(await failed()).toEqual(['INV-2', 'INV-5']);
    });

    it('finds a lock time-out that was swallowed when lots were saved', async () => {
      await postBy('lots not saved', {
        ...posting(
          story,
          'taken',
          'adjust',
          { kind: 'manual', id: '1' },
          moved(RICH, 'available', 'adjustment', 5),
        ),
      });
      expect(await failed()).toEqual(['INV-5']);
    });

    it('finds keys folded by a collation', async () => {
      await postBy('keys folded', {
        ...earning(story.brandId, 912, RICH, 5),
        key: 'Key:1',
      });
      expect(await failed()).toEqual(['INV-4', 'INV-6']);
    });
  });
});
