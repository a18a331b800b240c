import { createServer, type AddressInfo, type Socket } from 'node:net';
import { createClient } from 'redis';
import { z } from 'zod';
import { testEngine } from '../../testing/test-database';
import { openTestPlatform, type TestPlatform } from '../../testing/test-platform';
import { openLog } from '../log';
import { redisSpace } from '../redis';
import { BullMqDriver } from './bullmq.driver';
import { job, sweepJob } from './job';
import { Jobs } from './jobs.service';

const told = job({ name: 'test.told', payload: z.strictObject({ id: z.int() }), leaseMs: 1_000 });
const swept = sweepJob({ name: 'test.swept', everyMs: 100, leaseMs: 1_000 });

let test: TestPlatform;
const opened: Jobs[] = [];

const driverOf = (redisUrl: string): BullMqDriver =>
  new BullMqDriver(redisUrl, redisSpace(test.env.DATABASE_URL as string), openLog('silent'));

function processOf(): Jobs {
  const driver = driverOf(test.env.REDIS_URL as string);
  const jobs = new Jobs(test.platform.db, test.platform.metrics, driver, openLog('silent'));
  opened.push(jobs);
  return jobs;
}

async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  for (let i = 0; i < 400; i += 1) {
    if (await isTrue()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('It did not happen within ten seconds');
}

/** Removes all that this database has on Redis: what FLUSHALL would do to it. */
async function loseRedis(): Promise<number> {
  const redis = await createClient({ url: test.env.REDIS_URL as string }).connect();
  const keys = await redis.keys(`${redisSpace(test.env.DATABASE_URL as string)}*`);
  const lost = keys.length > 0 ? await redis.del(keys) : 0;
  redis.destroy();
  return lost;
}

// The queue between processes belongs to the server engines; embedded mode has the in-process driver.
const withRedis =
  testEngine === 'mariadb'
    ? describe
    : (_: string, __: () => void): void =>
        it('has no queue between processes here', () => expect(test.env.REDIS_URL).toBeUndefined());

beforeAll(async () => {
  test = await openTestPlatform();
});

afterEach(async () => {
  for (const jobs of opened.splice(0)) await jobs.onApplicationShutdown();
});

afterAll(async () => {
  if (testEngine === 'mariadb') await loseRedis();
  await test.close();
});

withRedis('a hint through Redis', () => {
  it('runs the job in a worker, from a process that is none', async () => {
    const ids: number[] = [];
    const worker = processOf();
    worker.register(told, async ({ id }) => `${ids.push(id)}`);
    await worker.startWorker();
    const api = processOf();
    await api.hint(told, { id: 7 });
    await until(() => ids.includes(7));
  });

  it('is shared by workers: each job runs in one of them', async () => {
    const ids: number[] = [];
    for (const worker of [processOf(), processOf()]) {
      worker.register(told, async ({ id }) => `${ids.push(id)}`);
      await worker.startWorker();
    }
    const api = processOf();
    for (let id = 0; id < 50; id += 1) await api.hint(told, { id });
    await until(() => ids.length >= 50);
    expect(new Set(ids).size).toBe(50);
  });

  it('may be lost with everything else on Redis: the sweep finds the work in the database (INV-28)', async () => {
    await test.platform.db.source.query(
      'CREATE TABLE todo (id bigint PRIMARY KEY NOT NULL, done bigint NOT NULL)',
    );
    const { db } = test.platform;
    const api = processOf();
    for (let id = 1; id <= 20; id += 1) {
      await db.run('test.promise', (tx) => tx.exec('INSERT INTO todo (id, done) VALUES (?, 0)', [id]));
      await api.hint(swept, null);
    }
    expect(await loseRedis()).toBeGreaterThan(0);
    const worker = processOf();
    worker.register(swept, () =>
      db.run(
        'test.do',
        async (tx) => `${await tx.exec('UPDATE todo SET done = done + 1 WHERE done = 0')} done`,
      ),
    );
    await worker.startWorker();
    const sumOf = async (): Promise<number> =>
      (
        await db.read((reader) =>
          reader.query<{ n: number }>('SELECT CAST(SUM(done) AS SIGNED) AS n FROM todo'),
        )
      )[0]?.n ?? 0;
    await until(async () => (await sumOf()) === 20);
    test.clock.pass(1_000);
    await worker.sweepDue();
    expect(await sumOf()).toBe(20);
  });

  it('held by a worker that hangs costs nothing: the sweep of another does the work', async () => {
    let isDone = false;
    const release: (() => void)[] = [];
    const hanging = processOf();
    hanging.register(told, () => new Promise<string>((resolve) => release.push(() => resolve('late'))));
    await hanging.startWorker();
    await hanging.hint(told, { id: 1 });
    await until(() => release.length === 1);
    const other = processOf();
    other.register(swept, async () => ((isDone = true), 'done'));
    await other.startWorker();
    await until(() => isDone);
    for (const go of release) go();
  });

  it.each(['refuses', 'never answers'])(
    'to a Redis that %s delays its caller once, for a second',
    async (how) => {
      const sockets: Socket[] = [];
      const blackHole = createServer((socket) => void sockets.push(socket.on('error', () => undefined)));
      await new Promise<void>((resolve) => blackHole.listen(0, '127.0.0.1', resolve));
      const { port } = blackHole.address() as AddressInfo;
      if (how === 'refuses') await new Promise((resolve) => blackHole.close(resolve));
      const driver = driverOf(`redis://127.0.0.1:${port}`);
      const startedAt = performance.now();
      for (let i = 0; i < 200; i += 1) await driver.hint('test.told', { id: i });
      expect(performance.now() - startedAt).toBeLessThan(3_000);
      await driver.close();
      expect(performance.now() - startedAt).toBeLessThan(8_000);
      blackHole.close();
    },
  );
});
