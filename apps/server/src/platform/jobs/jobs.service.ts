import { randomUUID } from 'node:crypto';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Database } from '../db/database';
import { faultOf, type Logger } from '../log';
import { Metrics } from '../metrics';
import { LOG } from '../tokens';
import { JOB_DRIVER, type JobDriver } from './driver';
import type { Job, JobHandler } from './job';
import { jobRows, noteRun, takeLease } from './jobs.queries';
import { PartlyFailed } from './sweep';

interface Registered {
  readonly job: Job;
  readonly handler: JobHandler<never>;
  sweptAtMs: number;
  isSweeping: boolean;
  /** When its outcome was last written down, and whether that was a failure. */
  notedAtMs: number;
  hasFailed: boolean;
}

export interface JobStatus {
  readonly name: string;
  readonly schedule: string | null;
  readonly lastRunAtMs: number | null;
  readonly lastResult: string | null;
  /** In a row; a run that succeeds makes it 0. */
  readonly failures: number;
}

const SWEEP_TICK_MS = 500;
/** From here on a job runs on one worker at a time. Faster ones share their work by row locks. */
const SLOW_MS = 60_000;
/** A slow job that failed is tried again after this long rather than after its whole interval. */
const RETRY_MS = 60_000;
const FAILED = 'failed';

const isSlow = (job: Job): boolean => (job.everyMs ?? 0) >= SLOW_MS;

/**
 * The catalog of jobs and the worker's loop. Areas register their jobs when their module starts; an API-only process
 * registers them too, for their names, but never runs them.
 */
@Injectable()
export class Jobs implements OnApplicationShutdown {
  private readonly registered = new Map<string, Registered>();
  /** Tells this worker from others in leases. */
  private readonly owner = randomUUID();
  private leases = 0;
  private timer: NodeJS.Timeout | null = null;
  private isStopping = false;
  private readonly running = new Set<Promise<unknown>>();

  constructor(
    private readonly db: Database,
    private readonly metrics: Metrics,
    @Inject(JOB_DRIVER) readonly driver: JobDriver,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  register<P>(job: Job<P>, handler: JobHandler<P>): void {
    if (this.registered.has(job.name)) throw new Error(`The job ${job.name} is registered twice`);
    this.registered.set(job.name, {
      job: job as Job,
      handler: handler as JobHandler<never>,
      sweptAtMs: Number.NEGATIVE_INFINITY,
      isSweeping: false,
      notedAtMs: Number.NEGATIVE_INFINITY,
      hasFailed: false,
    });
  }

  /** Asks for a run soon. A lost hint only delays: the sweep finds the work in the database. */
  async hint<P>(job: Job<P>, payload: P): Promise<void> {
    await this.driver.hint(job.name, payload);
  }

  /** Makes this process a worker: takes hints, and sweeps. */
  async startWorker(): Promise<void> {
    await this.driver.start((name, payload) => this.track(this.runHinted(name, payload)));
    this.timer = setInterval(() => void this.track(this.sweepDue()), SWEEP_TICK_MS);
    this.timer.unref();
  }

  /**
   * Runs every job whose turn it is, once. The worker's timer calls it; stories call it after moving the clock. A job
   * that takes longer than a tick does not hold up the others: the next tick passes it over.
   */
  async sweepDue(): Promise<void> {
    for (const entry of this.registered.values()) {
      const { everyMs } = entry.job;
      const nowMs = this.db.nowMs();
      if (this.isStopping || entry.isSweeping || everyMs === undefined) continue;
      if (nowMs - entry.sweptAtMs < everyMs) continue;
      entry.sweptAtMs = nowMs;
      entry.isSweeping = true;
      try {
        const result = await this.runLeased(entry, entry.job.whenSwept, everyMs);
        if (result !== null && entry.hasFailed)
          entry.sweptAtMs = nowMs - everyMs + Math.min(everyMs, RETRY_MS);
      } finally {
        entry.isSweeping = false;
      }
    }
  }

  /** Runs one job by name now, under its lease. @returns null when another run of it is under way. */
  async runNow(name: string): Promise<string | null> {
    const entry = this.registered.get(name);
    if (!entry) throw new Error(`There is no job ${name}`);
    return this.runLeased(entry, entry.job.whenSwept, 0);
  }

  async statuses(): Promise<JobStatus[]> {
    const rows = await this.db.read(jobRows);
    const byName = new Map(rows.map((row) => [row.name, row]));
    return [...this.registered.values()].map(({ job }) => {
      const row = byName.get(job.name);
      return {
        name: job.name,
        schedule: job.everyMs === undefined ? null : `${job.everyMs} ms`,
        lastRunAtMs: row && row.last_run_at_ms > 0 ? row.last_run_at_ms : null,
        lastResult: row?.last_result || null,
        failures: row?.failures ?? 0,
      };
    });
  }

  /** Takes nothing new, and waits for what is under way. */
  async onApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    if (this.timer) clearInterval(this.timer);
    await this.driver.close();
    await Promise.allSettled(this.running);
  }

  private async runHinted(name: string, payload: unknown): Promise<void> {
    const entry = this.registered.get(name);
    const parsed = entry?.job.payload.safeParse(payload);
    // Hints of another release, or forged ones: the database knows what is to be done.
    if (!entry || !parsed?.success) return;
    await this.runLeased(entry, parsed.data, 0);
  }

  /** @param everyMs how long the last run must be past; 0: run also when it just ran */
  private async runLeased(entry: Registered, payload: unknown, everyMs: number): Promise<string | null> {
    if (!isSlow(entry.job)) return this.runHandler(entry, payload, '');
    const lease = `${this.owner}.${(this.leases += 1)}`;
    // A database that is away is reported by the readiness probe and by the jobs that do run; the loop goes on.
    const isTaken = await this.takeLease(entry.job, lease, everyMs).catch((error: unknown) => {
      this.log.error({ job: entry.job.name, ...faultOf(error) }, 'job lease not taken');
      return false;
    });
    return isTaken ? this.runHandler(entry, payload, lease) : null;
  }

  private async runHandler(entry: Registered, payload: unknown, lease: string): Promise<string> {
    const { name } = entry.job;
    try {
      const result = await entry.handler(payload as never);
      this.metrics.jobs.inc({ job: name, outcome: 'done' });
      await this.note(entry, { result, hasFailed: false }, lease);
      return result;
    } catch (error) {
      // One job's fault must not stop the loop or its neighbours; the next sweep tries again.
      const isPartly = error instanceof PartlyFailed;
      const result = isPartly ? error.message : FAILED;
      this.metrics.jobs.inc({ job: name, outcome: FAILED });
      this.log.error({ job: name, ...faultOf(isPartly ? error.cause : error) }, 'job failed');
      await this.note(entry, { result, hasFailed: true }, lease).catch(() => undefined);
      return result;
    }
  }

  private async takeLease(job: Job, lease: string, everyMs: number): Promise<boolean> {
    const nowMs = this.db.nowMs();
    return this.db.run('jobs.lease', (tx) =>
      takeLease(tx, {
        name: job.name,
        lease,
        nowMs,
        untilMs: nowMs + job.leaseMs,
        ranBeforeMs: nowMs - everyMs,
        failedBeforeMs: nowMs - RETRY_MS,
      }),
    );
  }

  /** Writes the outcome down and gives the lease back, unless another worker has it by now. Fast jobs once a minute. */
  private async note(
    entry: Registered,
    { result, hasFailed }: { readonly result: string; readonly hasFailed: boolean },
    lease: string,
  ): Promise<void> {
    const nowMs = this.db.nowMs();
    const isNews = hasFailed || entry.hasFailed || nowMs - entry.notedAtMs >= SLOW_MS;
    if (!isSlow(entry.job) && !isNews) return;
    entry.notedAtMs = nowMs;
    entry.hasFailed = hasFailed;
    const run = { lease, atMs: nowMs, result, hasFailed };
    await this.db.run('jobs.note', (tx) => noteRun(tx, entry.job.name, run));
  }

  private track<T>(work: Promise<T>): Promise<T> {
    this.running.add(work);
    const done = (): void => void this.running.delete(work);
    work.then(done, done);
    return work;
  }
}
