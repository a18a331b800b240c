import { z } from 'zod';
import { openTestPlatform, type TestPlatform } from '../../testing/test-platform';
import { openLog } from '../log';
import type { Platform } from '../platform';
import { InProcessDriver } from './in-process.driver';
import { job, type Job, sweepJob } from './job';
import { Jobs } from './jobs.service';
import { reportOf } from './sweep';

let test: TestPlatform;

beforeEach(async () => {
  test = await openTestPlatform();
});

afterEach(() => test.close());

const jobsOf = (platform: Platform): Jobs =>
  new Jobs(platform.db, platform.metrics, new InProcessDriver(), openLog('silent'));

const every = (everyMs: number, name = 'test.job'): Job<null> =>
  sweepJob({ name, everyMs, leaseMs: 600_000 });

const HOUR_MS = 3_600_000;

/** A promise and its key, to hold a job at a point. */
function gate(): { opened: Promise<void>; open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

const stateOf = async (jobs: Jobs) => (await jobs.statuses())[0];

describe('the sweep', () => {
  it('runs a job when its time has come, and not before', async () => {
    const jobs = jobsOf(test.platform);
    let runs = 0;
    jobs.register(every(5_000), async () => `${(runs += 1)}`);
    await jobs.sweepDue();
    await jobs.sweepDue();
    expect(runs).toBe(1);
    test.clock.pass(5_000);
    await jobs.sweepDue();
    expect(runs).toBe(2);
  });

  it('does not start a job again while it runs, nor let it hold up the others', async () => {
    const jobs = jobsOf(test.platform);
    const held = gate();
    let slow = 0;
    let quick = 0;
    jobs.register(every(1_000, 'test.slow'), async () => {
      slow += 1;
      await held.opened;
      return 'done';
    });
    jobs.register(every(1_000, 'test.quick'), async () => `${(quick += 1)}`);
    const first = jobs.sweepDue();
    for (let i = 0; i < 5; i += 1) {
      test.clock.pass(1_000);
      await jobs.sweepDue();
    }
    expect([slow, quick]).toEqual([1, 5]);
    held.open();
    await first;
  });

  it('goes on after a job that throws, and says so in the job list', async () => {
    const jobs = jobsOf(test.platform);
    let isBroken = true;
    let neighbours = 0;
    jobs.register(every(1_000, 'test.broken'), async () => {
      if (isBroken) throw new Error('13900001234');
      return 'fine';
    });
    jobs.register(every(1_000, 'test.neighbour'), async () => `${(neighbours += 1)}`);
    for (let i = 0; i < 3; i += 1) {
      await jobs.sweepDue();
      test.clock.pass(1_000);
    }
    expect(neighbours).toBe(3);
    expect(await stateOf(jobs)).toMatchObject({ name: 'test.broken', lastResult: 'failed', failures: 3 });
    isBroken = false;
    await jobs.sweepDue();
    expect(await stateOf(jobs)).toMatchObject({ lastResult: 'fine', failures: 0 });
  });

  it('says of a run that failed in part what was done, and tries again after a minute', async () => {
    const jobs = jobsOf(test.platform);
    let runs = 0;
    jobs.register(every(24 * HOUR_MS), async () => {
      runs += 1;
      const failed = runs === 1 ? 1 : 0;
      return reportOf({ sent: { done: 3, failed, fault: new Error('13900001234') } });
    });
    await jobs.sweepDue();
    expect(await stateOf(jobs)).toMatchObject({ lastResult: '3 sent, 1 failed', failures: 1 });
    test.clock.pass(60_000);
    await jobs.sweepDue();
    expect(await stateOf(jobs)).toMatchObject({ lastResult: '3 sent', failures: 0 });
  });

  it('tries a slow job that failed again after a minute, not after its whole interval', async () => {
    const jobs = jobsOf(test.platform);
    let runs = 0;
    jobs.register(every(24 * HOUR_MS), async () => {
      runs += 1;
      if (runs === 1) throw new Error('once');
      return 'done';
    });
    await jobs.sweepDue();
    test.clock.pass(30_000);
    await jobs.sweepDue();
    expect(runs).toBe(1);
    test.clock.pass(30_000);
    await jobs.sweepDue();
    expect(runs).toBe(2);
  });
});

describe('a slow job over two workers', () => {
  it('runs once per interval, whoever comes first', async () => {
    const one = jobsOf(test.platform);
    const two = jobsOf(await test.another());
    let runs = 0;
    for (const jobs of [one, two]) jobs.register(every(HOUR_MS), async () => `${(runs += 1)}`);
    for (let hour = 1; hour <= 3; hour += 1) {
      await Promise.all([one.sweepDue(), two.sweepDue()]);
      await Promise.all([one.sweepDue(), two.sweepDue()]);
      expect(runs).toBe(hour);
      test.clock.pass(HOUR_MS);
    }
  });

  it('runs on one at a time, also when it is asked for', async () => {
    const one = jobsOf(test.platform);
    const two = jobsOf(await test.another());
    const held = gate();
    let runs = 0;
    for (const jobs of [one, two]) {
      jobs.register(every(HOUR_MS), async () => {
        runs += 1;
        await held.opened;
        return 'done';
      });
    }
    const running = one.sweepDue();
    while (runs === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await two.sweepDue();
    expect(await two.runNow('test.job')).toBeNull();
    held.open();
    await running;
    expect(runs).toBe(1);
  });

  it('is taken over when its worker died, and a worker that comes back does not end the new lease', async () => {
    const one = jobsOf(test.platform);
    const two = jobsOf(await test.another());
    const firstHeld = gate();
    const secondHeld = gate();
    const started: string[] = [];
    one.register(every(HOUR_MS), async () => (started.push('one'), await firstHeld.opened, 'done'));
    two.register(every(HOUR_MS), async () => (started.push('two'), await secondHeld.opened, 'done'));
    const paused = one.sweepDue();
    while (started.length < 1) await new Promise((resolve) => setTimeout(resolve, 5));
    test.clock.pass(600_001);
    const taken = two.sweepDue();
    while (started.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    firstHeld.open();
    await paused;
    expect(await one.runNow('test.job')).toBeNull();
    secondHeld.open();
    await taken;
    expect(started).toEqual(['one', 'two']);
  });
});

describe('a hint in one process', () => {
  const told = job({ name: 'test.told', payload: z.strictObject({ id: z.int() }), leaseMs: 1_000 });

  const worker = async (handler: (id: number) => Promise<string>): Promise<Jobs> => {
    const jobs = jobsOf(test.platform);
    jobs.register(told, ({ id }) => handler(id));
    await jobs.startWorker();
    return jobs;
  };

  it('runs the job soon, outside the transaction that hinted it', async () => {
    const ran = gate();
    const jobs = await worker(async () => {
      await test.platform.db.run('test.inside', (tx) => tx.query('SELECT 1'));
      ran.open();
      return 'done';
    });
    await test.platform.db.run('test.outside', async () => jobs.hint(told, { id: 1 }));
    await ran.opened;
    await jobs.onApplicationShutdown();
  });

  it('counts once while nobody has taken it up, and a job that throws costs no other', async () => {
    const ids: number[] = [];
    const jobs = await worker(async (id) => {
      ids.push(id);
      if (id === 2) throw new Error('poison');
      return 'done';
    });
    await Promise.all([1, 1, 1, 2, 3, 3].map((id) => jobs.hint(told, { id })));
    while (ids.length < 3) await new Promise((resolve) => setTimeout(resolve, 5));
    await jobs.onApplicationShutdown();
    expect(ids.sort()).toEqual([1, 2, 3]);
  });

  it('that is malformed or of another release is dropped', async () => {
    const ids: number[] = [];
    const jobs = await worker(async (id) => `${ids.push(id)}`);
    await jobs.driver.hint('test.told', { id: 'one' });
    await jobs.driver.hint('test.gone', { id: 1 });
    await jobs.hint(told, { id: 7 });
    while (ids.length < 1) await new Promise((resolve) => setTimeout(resolve, 5));
    await jobs.onApplicationShutdown();
    expect(ids).toEqual([7]);
  });

  it('is waited for when the worker stops', async () => {
    let isDone = false;
    const begun = gate();
    const jobs = await worker(async () => {
      begun.open();
      await new Promise((resolve) => setTimeout(resolve, 50));
      isDone = true;
      return 'done';
    });
    await jobs.hint(told, { id: 1 });
    await begun.opened;
    await jobs.onApplicationShutdown();
    expect(isDone).toBe(true);
  });
});
