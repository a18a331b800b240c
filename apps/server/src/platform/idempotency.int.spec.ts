import { openTestPlatform, type TestPlatform } from '../testing/test-platform';
import { refuse } from './http/refusal';
import { hashOf, Idempotency, KEY_BYTES_MAX, type IdempotencyKey } from './idempotency';

let test: TestPlatform;
let idempotency: Idempotency;
let runs = 0;

beforeAll(async () => {
  test = await openTestPlatform();
  idempotency = new Idempotency(test.platform.db);
});

afterAll(() => test.close());

beforeEach(async () => {
  runs = 0;
  await test.platform.db.run('test.reset', (tx) => tx.exec('DELETE FROM idempotency'));
});

const keyed = (key: string, content = 'same', rest: Partial<IdempotencyKey> = {}): IdempotencyKey => ({
  principal: 'open:1',
  operation: 'batches.ingest',
  key,
  requestHash: hashOf(content),
  ...rest,
});

const work = async (): Promise<{ run: number }> => ({ run: (runs += 1) });

/** Both doors make the same promise: work in one transaction, and work of several that is harmless to repeat. */
const doors = {
  within: (id: IdempotencyKey, todo = work) =>
    test.platform.db.run('test.within', (tx) => idempotency.within(tx, id, todo)),
  around: (id: IdempotencyKey, todo = work) => idempotency.around(id, todo),
};

describe.each(['within', 'around'] as const)('the same key again (%s, INV-4)', (door) => {
  const send = doors[door];

  it('with the same content gets the same answer and does nothing', async () => {
    expect(await send(keyed('k1'))).toEqual({ ok: true, value: { run: 1 } });
    test.clock.pass(24 * 3_600_000);
    expect(await send(keyed('k1'))).toEqual({ ok: true, value: { run: 1 } });
    expect(runs).toBe(1);
  });

  it('with other content is a conflict and does nothing', async () => {
    await send(keyed('k1'));
    expect(await send(keyed('k1', 'other'))).toEqual({
      ok: false,
      error: { code: 'IDEMPOTENCY_KEY_REUSED' },
    });
    expect(runs).toBe(1);
  });

  it('is another key for another caller, and for another operation', async () => {
    await send(keyed('k1'));
    await send(keyed('k1', 'other', { principal: 'open:2' }));
    await send(keyed('k1', 'other', { operation: 'orders.refund' }));
    expect(runs).toBe(3);
  });

  it('can be used after a refusal: nothing of it was kept', async () => {
    const refused = send(keyed('k1'), () => refuse('FORBIDDEN'));
    await expect(refused).rejects.toThrow('FORBIDDEN');
    expect(await send(keyed('k1', 'corrected'))).toEqual({ ok: true, value: { run: 1 } });
  });

  it('answers work that has nothing to say', async () => {
    const nothing = async (): Promise<never> => undefined as never;
    await send(keyed('k1'), nothing);
    expect(await send(keyed('k1'), nothing)).toEqual({ ok: true, value: null });
  });

  it('is compared byte by byte: what a collation would call equal is another key', async () => {
    const keys = [
      'KEY1',
      'key1',
      'key1 ',
      ' key1',
      'kéy1',
      'ke\u0301y1',
      'ｋｅｙ１',
      'key1\0',
      'key1\u200b',
      '💚',
    ];
    for (const key of keys) await send(keyed(key, `content of ${key}`));
    expect(runs).toBe(keys.length);
    for (const key of keys) expect((await send(keyed(key, `content of ${key}`))).ok).toBe(true);
    expect(runs).toBe(keys.length);
  });

  it.each([
    ['empty', ''],
    ['too long', 'x'.repeat(KEY_BYTES_MAX + 1)],
    ['too long in bytes', '留'.repeat(43)],
    ['half a character', '\ud83d'],
  ])('that is %s is refused before anything happens', async (_, key) => {
    expect(await send(keyed(key))).toMatchObject({ ok: false, error: { code: 'INPUT_INVALID' } });
    expect(runs).toBe(0);
  });
});

describe('the same key many times at once', () => {
  it('runs the work once, over two processes, and answers all alike', async () => {
    const other = await test.another();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        (i % 2 ? test.platform : other).db.run('test.storm', (tx) =>
          idempotency.within(tx, keyed('storm'), async () => {
            await tx.query('SELECT 1');
            return work();
          }),
        ),
      ),
    );
    expect(runs).toBe(1);
    expect(new Set(answers.map((one) => JSON.stringify(one)))).toEqual(
      new Set(['{"ok":true,"value":{"run":1}}']),
    );
  });

  it('gives all who asked for long work one answer, and refuses other content while it runs', async () => {
    let finish = (): void => undefined;
    const held = new Promise<void>((resolve) => (finish = resolve));
    const long = async (): Promise<{ run: number }> => {
      const result = await work();
      await held;
      return result;
    };
    const first = idempotency.around(keyed('long'), long);
    while (runs === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const other = await idempotency.around(keyed('long', 'other'), work);
    expect(other).toEqual({ ok: false, error: { code: 'IDEMPOTENCY_KEY_REUSED' } });
    expect(runs).toBe(1);
    // The same content may be a retry after a crash, so it is done again; the work is harmless when repeated.
    const second = await idempotency.around(keyed('long'), work);
    finish();
    expect(await first).toEqual(second);
  });

  it('is finished by a retry when the first try crashed half way', async () => {
    await test.platform.db.run('test.crash', (tx) =>
      tx.exec(
        'INSERT INTO idempotency (principal, operation, idem_key, request_hash, reply, created_at_ms) VALUES (?, ?, ?, ?, NULL, 0)',
        [Buffer.from('open:1'), 'batches.ingest', Buffer.from('crashed'), hashOf('same')],
      ),
    );
    expect(await idempotency.around(keyed('crashed', 'other'), work)).toMatchObject({ ok: false });
    expect(await idempotency.around(keyed('crashed'), work)).toEqual({ ok: true, value: { run: 1 } });
    expect(await idempotency.around(keyed('crashed'), work)).toEqual({ ok: true, value: { run: 1 } });
  });
});
