import { reversalOf } from '@liuliang/domain';
import { dyingAfter } from '../../testing/ledger-faults';
import {
  clawbackPosting,
  earning,
  inBrand,
  member,
  openLedgerWorld,
  transfer,
  type LedgerWorld,
} from '../../testing/ledger';
import type { LedgerPosting } from './posting-rows';

describe('the ledger', () => {
  let world: LedgerWorld;
  let number = 0;
  const customer = (): number => (number += 1);
  const earn = (memberId: number, points: number): LedgerPosting =>
    earning(world.brandId, (number += 1), memberId, points);
  const move = (key: string, from: number, to: number, points: number): LedgerPosting =>
    transfer(world.brandId, key, from, to, points);
  const post = async (...postings: LedgerPosting[]) =>
    world.db.run('test', (tx) => world.ledger.post(tx, postings));

  beforeAll(async () => {
    world = await openLedgerWorld();
  });
  afterAll(() => world.server.close());

  describe('answers a key', () => {
    it('with one transaction, for 20 at once and for one after', async () => {
      const [who, posting] = [customer(), earn(customer(), 50)];
      const mine = { ...posting, entries: earn(who, 50).entries };
      const answers = await Promise.all(Array.from({ length: 20 }, () => world.writer.submit(mine)));
      world.server.clock.pass(86_400_000);
      answers.push(await world.writer.submit(mine));
      const ids = answers.map((answer) => (answer.ok ? answer.value.id : 0));
      expect(new Set(ids).size).toBe(1);
      expect(answers.filter((answer) => answer.ok && !answer.value.isReplay)).toHaveLength(1);
      expect(await world.available(who)).toBe(50);
    });

    it('from two processes at once with one transaction', async () => {
      const who = customer();
      const posting = earn(who, 30);
      const writers = [world.writerOf(1), world.writerOf(2)];
      const answers = await Promise.all(
        writers.flatMap((w) => Array.from({ length: 5 }, () => w.submit(posting))),
      );
      expect(answers.every((answer) => answer.ok)).toBe(true);
      expect(await world.available(who)).toBe(30);
    });

    it('with the same result, entry by entry, when it is repeated', async () => {
      const posting = earn(customer(), 20);
      const [first] = await post(posting);
      const [second] = await post(posting);
      expect(second).toEqual({ ok: true, value: { ...(first?.ok ? first.value : {}), isReplay: true } });
    });

    it('with a conflict when the content differs, and writes nothing', async () => {
      const posting = earn(customer(), 20);
      await post(posting);
      const before = await world.rows();
      const other = { ...posting, entries: earn(customer(), 21).entries };
      expect(await post(other)).toEqual([{ ok: false, error: { code: 'LEDGER_KEY_REUSED' } }]);
      expect(await world.writer.submit(other)).toEqual({ ok: false, error: { code: 'LEDGER_KEY_REUSED' } });
      expect(await world.rows()).toBe(before);
    });

    it('by its bytes: another case is another key, another brand too', async () => {
      const [who, posting] = [customer(), earn(customer(), 5)];
      const entries = earn(who, 5).entries;
      const keys = ['Case:1', 'case:1', 'case:10'];
      const answers = await post(...keys.map((key) => ({ ...posting, key, entries })));
      const elsewhere = await post({ ...posting, key: 'case:1', entries, brandId: world.brandId + 1 });
      expect([...answers, ...elsewhere].every((answer) => answer.ok && !answer.value.isReplay)).toBe(true);
      expect(await world.available(who)).toBe(15);
    });
  });

  describe('refuses', () => {
    it('to go below zero, and leaves every row as it was, also of members never seen before', async () => {
      const [rich, poor] = [customer(), customer()];
      await post(earn(rich, 10));
      const before = await world.rows();
      const refused = { ok: false, error: { code: 'POINTS_INSUFFICIENT', pointsMissing: 1 } };
      expect(await post(move('t:1', rich, poor, 11))).toEqual([refused]);
      expect(await world.writer.submit(move('t:2', poor, customer(), 1))).toEqual(refused);
      expect(await world.rows()).toBe(before);
    });

    it.each([
      [
        'LEDGER_UNBALANCED',
        (p: LedgerPosting) => ({
          ...p,
          entries: [
            { account: member(1), amount: 5 },
            { account: member(2), amount: -4 },
          ],
        }),
      ],
      ['LEDGER_TOO_FEW_ENTRIES', (p: LedgerPosting) => ({ ...p, entries: p.entries.slice(1) })],
      [
        'LEDGER_AMOUNT_OUT_OF_RANGE',
        (p: LedgerPosting) => ({ ...p, entries: p.entries.map((e) => ({ ...e, amount: 0 })) }),
      ],
      ['LEDGER_KEY_INVALID', (p: LedgerPosting) => ({ ...p, key: '' })],
      [
        'LEDGER_KEY_INVALID',
        (p: LedgerPosting) => ({ ...p, reference: { kind: 'event' as const, id: 'evt_x' } }),
      ],
      ['LEDGER_REVERSAL_INVALID', (p: LedgerPosting) => ({ ...p, reverses: 'nothing' })],
    ])('%s without writing', async (code, spoil) => {
      const before = await world.rows();
      expect(await post(spoil(earn(customer(), 5)))).toMatchObject([{ ok: false, error: { code } }]);
      expect(await world.rows()).toBe(before);
    });

    it('a shard that a caller names: the writer alone knows it', async () => {
      const posting = earn(customer(), 5);
      const entries = posting.entries.map((entry) =>
        entry.account.ownerKind === 'system'
          ? { ...entry, account: { ...entry.account, ownerId: 3 } }
          : entry,
      );
      expect(await post({ ...posting, entries })).toMatchObject([
        { error: { code: 'LEDGER_ACCOUNT_INVALID' } },
      ]);
    });
  });

  it('judges the postings of a batch one after another, and a refused one leaves its neighbours alone', async () => {
    const [a, b] = [customer(), customer()];
    const answers = await Promise.all(
      [
        earn(a, 10),
        move('n:1', a, b, 8),
        move('n:2', a, b, 8),
        { ...earn(a, 1), entries: [] },
        move('n:3', b, a, 8),
      ].map((posting) => world.writer.submit(posting)),
    );
    expect(answers.map((answer) => (answer.ok ? 'ok' : answer.error.code))).toEqual([
      'ok',
      'ok',
      'POINTS_INSUFFICIENT',
      'LEDGER_TOO_FEW_ENTRIES',
      'ok',
    ]);
    expect([await world.available(a), await world.available(b)]).toEqual([10, 0]);
  });

  it('gives a hundred points to one of fifty who ask at the same time', async () => {
    const [who, other] = [customer(), customer()];
    await post(earn(who, 100));
    const writers = [world.writer, world.writerOf(3), world.writerOf(4)];
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) => writers[i % 3]!.submit(move(`race:${i}`, who, other, 100))),
    );
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    expect([await world.available(who), await world.available(other)]).toEqual([0, 100]);
  });

  it('lets opposite transfers of several processes pass without losing a point', async () => {
    const [a, b] = [customer(), customer()];
    await post(earn(a, 5000), earn(b, 5000));
    const writers = [1, 2, 3].map((node) => world.writerOf(node));
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, i) =>
        writers[i % 3]!.submit(i % 2 ? move(`o:${i}`, a, b, i + 1) : move(`o:${i}`, b, a, i + 1)),
      ),
    );
    expect(answers.every((answer) => answer.ok)).toBe(true);
    expect((await world.available(a)) + (await world.available(b))).toBe(10_000);
    expect(await world.available(a)).toBe(4970);
  });

  it('waits in no circle where transactions post twice, with other accounts each time', async () => {
    const people = Array.from({ length: 40 }, customer);
    await post(...people.map((who) => earn(who, 10)));
    // Half of them give first and write off then, half the other way round.
    const writeOff = (who: number): LedgerPosting => ({
      ...move(`off:${who}`, who, who, 1),
      entries: [
        { account: member(who), amount: -1 },
        { account: { ownerKind: 'system', ownerId: 0, asset: 'points', bucket: 'write_off' }, amount: 1 },
      ],
    });
    let circles = 0;
    const { onRetry } = world.db;
    world.db.onRetry = () => void (circles += 1);
    const twice = people.map((who, i) =>
      world.db.run('twice', async (tx) => {
        const both = [earn(who, 1), writeOff(who)];
        for (const posting of i % 2 === 0 ? both : both.reverse())
          expect(await world.ledger.post(tx, [posting])).toMatchObject([{ ok: true }]);
      }),
    );
    await Promise.all(twice);
    world.db.onRetry = onRetry;
    expect(circles).toBe(0);
    expect(await Promise.all(people.map((who) => world.available(who)))).toEqual(people.map(() => 10));
  });

  describe('reverses', () => {
    it('a posting whole and once, whatever the key of the second try', async () => {
      const who = customer();
      const original = earn(who, 40);
      await post(original);
      const undo = (key: string) => inBrand(world.brandId, reversalOf(original, key));
      expect(await post(undo('undo:1'), undo('undo:1'))).toMatchObject([
        { ok: true },
        { value: { isReplay: true } },
      ]);
      expect(await post(undo('undo:2'))).toEqual([{ ok: false, error: { code: 'LEDGER_ALREADY_REVERSED' } }]);
      expect(await world.available(who)).toBe(0);
    });

    it('once when two processes try at the same time', async () => {
      const who = customer();
      const original = earn(who, 40);
      await post(original);
      const answers = await Promise.all(
        [5, 6].map((node) =>
          world.writerOf(node).submit(inBrand(world.brandId, reversalOf(original, `undo:by${node}`))),
        ),
      );
      expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
      expect(await world.available(who)).toBe(0);
    });

    it('nothing that was never posted, and nothing but the exact opposite', async () => {
      const who = customer();
      const original = earn(who, 40);
      const undo = inBrand(world.brandId, reversalOf(original, `undo:${who}`));
      expect(await post(undo)).toMatchObject([{ error: { code: 'LEDGER_REVERSAL_INVALID' } }]);
      await post(original);
      const half = {
        ...undo,
        entries: undo.entries.map((entry) => ({ ...entry, amount: entry.amount / 2 })),
      };
      expect(await post(half)).toMatchObject([{ error: { code: 'LEDGER_REVERSAL_INVALID' } }]);
    });
  });

  it('leaves a debt after a clawback, which blocks spending and is repaid by what is earned next', async () => {
    const [who, other] = [customer(), customer()];
    const claw = clawbackPosting({
      key: `claw:${who}`,
      reference: { kind: 'order', id: '1' },
      memberId: who,
      points: 60,
    });
    await post(earn(who, 10), inBrand(world.brandId, claw));
    expect(await world.available(who)).toBe(-50);
    expect(await post(move(`debt:${who}`, who, other, 1))).toMatchObject([
      { error: { code: 'POINTS_IN_DEBT', debt: 50 } },
    ]);
    await post(earn(who, 80));
    expect(await world.available(who)).toBe(30);
  });

  it('splits a batch that cannot be written until the one posting that cannot stands alone', async () => {
    const who = customer();
    // No column holds this instant, so the engine refuses the row; no rule of ours looks at it.
    const broken = { ...earn(who, 1), occurredAtMs: Number.NaN };
    const answers = await Promise.allSettled(
      [earn(who, 1), broken, earn(who, 1)].map((p) => world.writer.submit(p)),
    );
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await world.available(who)).toBe(2);
  });

  it('answers everybody who was taken before it closes, and takes nobody after', async () => {
    const who = customer();
    const writer = world.writerOf(7);
    const taken = Array.from({ length: 10 }, () => writer.submit(earn(who, 1)));
    await writer.close();
    expect((await Promise.all(taken)).every((answer) => answer.ok)).toBe(true);
    expect(await writer.submit(earn(who, 1))).toEqual({ ok: false, error: { code: 'OVERLOADED' } });
    expect(await world.available(who)).toBe(10);
  });

  // A process that dies anywhere in a batch: whichever statement was the last, nothing of the batch is kept.
  it('keeps nothing of a batch that dies after any of its statements', async () => {
    const [a, b] = [customer(), customer()];
    await post(earn(a, 100));
    const before = await world.rows();
    const batch = [earn(b, 5), move(`die:${a}`, a, b, 7), earn(customer(), 3)];
    let deaths = 0;
    for (let after = 1; ; after += 1) {
      const survived = await world.db
        .run('test', (tx) => world.ledger.post(dyingAfter(tx, after), batch).then(() => 'committed'))
        .catch((error: Error) => error.message);
      if (survived === 'committed') break;
      expect(survived).toBe('the process died');
      expect(await world.rows()).toBe(before);
      deaths += 1;
    }
    // Accounts, keys, the writer's head, transactions, entries, balances, head: none of them was skipped.
    expect(deaths).toBeGreaterThanOrEqual(10);
    expect([await world.available(a), await world.available(b)]).toEqual([93, 12]);
  });
});
