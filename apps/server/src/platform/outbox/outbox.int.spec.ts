import { Writable } from 'node:stream';
import { insertRows, type Reader, type Tx } from '../db/statements';
import { InProcessDriver, Jobs } from '../jobs';
import { openLog } from '../log';
import type { Platform } from '../platform';
import { openTestPlatform, STORY_STARTS_MS, type TestPlatform } from '../../testing/test-platform';
import { consumer } from './consumer';
import { Outbox } from './outbox.service';

const TOPIC = 'members.joined.v1';

let test: TestPlatform;

/** A relay as one process has it, with a consumer that counts its effect in a table. */
function relayOf(platform: Platform, log = openLog('silent')): { outbox: Outbox; jobs: Jobs } {
  const jobs = new Jobs(platform.db, platform.metrics, new InProcessDriver(), log);
  const outbox = new Outbox(platform.db, jobs, platform.metrics, log);
  outbox.onModuleInit();
  const counter = consumer({ name: 'test.counter', topic: TOPIC });
  outbox.consume(counter, (tx, { customerId }) => effect(tx, customerId));
  return { outbox, jobs };
}

const effect = async (tx: Tx, customerId: number): Promise<void> => {
  await tx.exec('UPDATE effect SET times = times + 1 WHERE id = ?', [customerId]);
};

const promise = (outbox: Outbox, customerId: number): Promise<void> =>
  test.platform.db.run('test.promise', async (tx) => {
    await insertRows(tx, 'effect', ['id', 'times'], [[customerId, 0]]);
    await outbox.add(tx, 1, TOPIC, { brandId: 1, customerId, joinedAtMs: STORY_STARTS_MS });
  });

async function times(): Promise<Record<number, number>> {
  const rows = await test.platform.db.read((reader) =>
    reader.query<{ id: number; times: number }>('SELECT id, times FROM effect'),
  );
  return Object.fromEntries(rows.map((row) => [row.id, row.times]));
}

const eventIds = async (): Promise<number[]> =>
  (
    await test.platform.db.read((reader) =>
      reader.query<{ id: number }>('SELECT id FROM outbox_event ORDER BY id'),
    )
  ).map(({ id }) => id);

beforeEach(async () => {
  test = await openTestPlatform();
  await test.platform.db.source.query(
    'CREATE TABLE effect (id bigint PRIMARY KEY NOT NULL, times bigint NOT NULL)',
  );
});

afterEach(() => test.close());

describe('an event', () => {
  it('has its effect once, however often it is delivered', async () => {
    const { outbox } = relayOf(test.platform);
    await promise(outbox, 1);
    await outbox.relayDue();
    const [id] = (await eventIds()) as [number];
    expect(await outbox.deliver(id)).toBe('nothing to do');
    await test.platform.db.run('test.replay', (tx) => tx.exec('UPDATE outbox_event SET published_at_ms = 0'));
    await Promise.all([outbox.deliver(id), outbox.deliver(id), outbox.relayDue()]);
    expect(await times()).toEqual({ 1: 1 });
    expect(await outbox.waiting()).toEqual({ count: 0, oldestAtMs: null });
  });

  it('is not promised when its cause is undone', async () => {
    const { outbox } = relayOf(test.platform);
    const undone = test.platform.db.run('test.undone', async (tx) => {
      await outbox.add(tx, 1, TOPIC, { brandId: 1, customerId: 1, joinedAtMs: STORY_STARTS_MS });
      throw new Error('changed my mind');
    });
    await expect(undone).rejects.toThrow();
    expect(await eventIds()).toEqual([]);
  });

  it('is refused when it does not look as the contract says, personal fields above all', async () => {
    const { outbox } = relayOf(test.platform);
    const forbidden = { brandId: 1, customerId: 1, joinedAtMs: STORY_STARTS_MS, mobile: '13900001234' };
    await expect(
      test.platform.db.run('test.bad', (tx) => outbox.add(tx, 1, TOPIC, forbidden)),
    ).rejects.toThrow();
  });

  it('committed after a younger one is not forgotten (V3)', async () => {
    const { outbox } = relayOf(test.platform);
    await promise(outbox, 1);
    await promise(outbox, 2);
    const [older] = (await eventIds()) as [number];
    // The older id becomes visible only after the relay has been past the younger one.
    const [row] = await test.platform.db.run('test.late', async (tx) => {
      const found = await tx.query<{ payload: string }>('SELECT payload FROM outbox_event WHERE id = ?', [
        older,
      ]);
      await tx.exec('DELETE FROM outbox_event WHERE id = ?', [older]);
      return found;
    });
    await outbox.relayDue();
    expect(await times()).toEqual({ 1: 0, 2: 1 });
    await test.platform.db.run('test.commit', (tx) =>
      insertRows(
        tx,
        'outbox_event',
        ['id', 'brand_id', 'topic', 'payload', 'created_at_ms', 'published_at_ms', 'next_at_ms', 'attempts'],
        [[older, 1, TOPIC, row?.payload as string, STORY_STARTS_MS, 0, STORY_STARTS_MS, 0]],
      ),
    );
    await outbox.relayDue();
    expect(await times()).toEqual({ 1: 1, 2: 1 });
  });

  it('whose relay died after the effect and before the mark is delivered again, without effect', async () => {
    const { outbox } = relayOf(test.platform);
    await promise(outbox, 1);
    await outbox.relayDue();
    await test.platform.db.run('test.crash', (tx) => tx.exec('UPDATE outbox_event SET published_at_ms = 0'));
    expect((await outbox.relayDue()).startsWith('0 delivered')).toBe(true);
    test.clock.pass(60_000);
    expect((await outbox.relayDue()).startsWith('1 delivered')).toBe(true);
    expect(await times()).toEqual({ 1: 1 });
  });

  it('reaches its consumers within moments of the commit, without waiting for the sweep', async () => {
    const { outbox, jobs } = relayOf(test.platform);
    await jobs.driver.start(async (name) => void (await jobs.runNow(name)));
    await promise(outbox, 1);
    for (let i = 0; i < 100 && (await times())[1] !== 1; i += 1) await new Promise((r) => setTimeout(r, 10));
    expect(await times()).toEqual({ 1: 1 });
    await jobs.onApplicationShutdown();
  });
});

describe('many events', () => {
  it('are each delivered once by two relays at the same time', async () => {
    const one = relayOf(test.platform);
    const two = relayOf(await test.another());
    for (let id = 1; id <= 60; id += 1) await promise(one.outbox, id);
    await Promise.all([one.outbox.relayDue(), two.outbox.relayDue(), one.outbox.relayDue()]);
    const counts = Object.values(await times());
    expect(counts).toHaveLength(60);
    expect(new Set(counts)).toEqual(new Set([1]));
  });

  it('are all delivered in one run, however many batches they are', async () => {
    const { outbox } = relayOf(test.platform);
    await test.platform.db.run('test.many', async (tx) => {
      for (let id = 1; id <= 450; id += 1) {
        await outbox.add(tx, 1, TOPIC, { brandId: 1, customerId: id, joinedAtMs: STORY_STARTS_MS });
      }
    });
    expect(await outbox.relayDue()).toBe('450 delivered, 0 failed, 0 waiting');
  });
});

describe('what a transaction announces', () => {
  const names = async (within?: Tx): Promise<string[]> => {
    const read = (reader: Reader) =>
      reader.query<{ topic: string; payload: string }>('SELECT topic, payload FROM outbox_event ORDER BY id');
    const rows = await (within ? read(within) : test.platform.db.read(read));
    return rows.map(({ topic, payload }) => `${topic} ${payload}`);
  };

  it('is one event per brand, topic and two hundred ids, whenever it was said', async () => {
    const { outbox } = relayOf(test.platform);
    const heard: number[] = [];
    outbox.consume(consumer({ name: 'test.paid', topic: 'orders.paid.v1' }), (_, { orderIds }) =>
      Promise.resolve(void heard.push(...orderIds)),
    );
    const many = Array.from({ length: 250 }, (_, i) => i + 1);
    await test.platform.db.run('test.announce', async (tx) => {
      outbox.announce(tx, 1, 'orders.paid.v1', many.slice(0, 30));
      expect(await names(tx)).toEqual([]);
      outbox.announce(tx, 2, 'orders.paid.v1', [7]);
      outbox.announce(tx, 1, 'orders.paid.v1', many.slice(30));
    });
    expect((await names()).map((name) => name.length < 80)).toEqual([false, false, true]);
    expect(await outbox.relayDue()).toBe('3 delivered, 0 failed, 0 waiting');
    expect(heard.sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 7, ...many.slice(7)]);
  });

  it('is not written when nobody acts upon it', async () => {
    const { outbox } = relayOf(test.platform);
    await test.platform.db.run('test.announce', (tx) =>
      Promise.resolve(outbox.announce(tx, 1, 'orders.paid.v1', [1])),
    );
    expect(await names()).toEqual([]);
  });
});

describe('a poison event', () => {
  it('holds up neither its neighbours nor its other consumers, and comes back later each time', async () => {
    const lines: string[] = [];
    const sink = new Writable({ write: (chunk, _, done) => (lines.push(String(chunk)), done()) });
    const { outbox } = relayOf(test.platform, openLog('info', sink));
    let tries = 0;
    outbox.consume(consumer({ name: 'test.first', topic: TOPIC }), async (_, { customerId }) => {
      if (customerId !== 2) return;
      tries += 1;
      throw new Error('mobile 13900001234 cannot be handled');
    });
    for (const id of [1, 2, 3]) await promise(outbox, id);
    expect(await outbox.relayDue()).toBe('2 delivered, 1 failed, 1 waiting');
    expect(await times()).toEqual({ 1: 1, 2: 1, 3: 1 });
    const waits: number[] = [];
    for (let minute = 0; minute < 30; minute += 1) {
      const before = tries;
      await outbox.relayDue();
      if (tries > before) waits.push(minute);
      test.clock.pass(30_000);
    }
    expect(waits).toEqual([1, 3, 6, 10, 15, 21, 28]);
    expect(await times()).toEqual({ 1: 1, 2: 1, 3: 1 });
    expect(lines.join('')).toContain('test.first');
    expect(lines.join('')).not.toContain('13900001234');
  });
});
