import { randomUUID } from 'node:crypto';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Clock } from '../clock';
import { Database } from '../db/database';
import { insertRows } from '../db/statements';
import type { Logger } from '../log';
import { Metrics } from '../metrics';
import { CLOCK, LOG } from '../tokens';
import { JOB_DRIVER, type JobDriver } from './driver';
import type { Job, JobHandler } from './job';

interface Registered {
  readonly job: Job;
  readonly handler: JobHandler<never>;
  sweptAtMs: number;
}

export interface JobStatus {
  readonly name: string;
  readonly schedule: string | null;
  readonly lastRunAtMs: number | null;
  readonly lastResult: string | null;
  readonly failures: number;
}

const SWEEP_TICK_MS = 500;

/**
 * The catalog of jobs and the worker's loop. Areas register their jobs when their module starts; an API-only process
 * registers them too, for their names, but never runs them.
 */
@Injectable()
export class Jobs implements OnApplicationShutdown {
  private readonly registered = new Map<string, Registered>();
  /** Tells this worker from others in leases. */
  private readonly owner = randomUUID();
  private timer: NodeJS.Timeout | null = null;
  private readonly running = new Set<Promise<unknown>>();

  constructor(
    private readonly db: Database,
    private readonly metrics: Metrics,
    @Inject(JOB_DRIVER) readonly driver: JobDriver,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  register<P>(job: Job<P>, handler: JobHandler<P>): void {
    if (this.registered.has(job.name)) throw new Error(`The job ${job.name} is registered twice`);
    this.registered.set(job.name, { job: job as Job, handler: handler as JobHandler<never>, sweptAtMs: 0 });
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

  /** Runs every job whose turn it is, once. The worker's timer calls it; stories call it after moving the clock. */
  async sweepDue(): Promise<void> {
    for (const entry of this.registered.values()) {
      const { everyMs } = entry.job;
      if (everyMs === undefined || this.clock.nowMs() - entry.sweptAtMs < everyMs) continue;
      entry.sweptAtMs = this.clock.nowMs();
      await this.runLeased(entry);
    }
  }

  /** Runs one job by name now, under its lease. @returns null when another worker holds it. */
  async runNow(name: string): Promise<string | null> {
    const entry = this.registered.get(name);
    if (!entry) throw new Error(`There is no job ${name}`);
    return this.runLeased(entry);
  }

  async statuses(): Promise<JobStatus[]> {
    type Row = { name: string; last_run_at_ms: number; last_result: string; failures: number };
    const rows = await this.db.read((reader) =>
      reader.query<Row>('SELECT name, last_run_at_ms, last_result, failures FROM job_state'),
    );
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

  async onApplicationShutdown(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.driver.close();
    await Promise.allSettled(this.running);
  }

  private async runHinted(name: string, payload: unknown): Promise<void> {
    const entry = this.registered.get(name);
    const parsed = entry?.job.payload.safeParse(payload);
    // Hints of another release, or forged ones: the database knows what is to be done.
    if (!entry || !parsed?.success) return;
    await this.runHandler(entry, parsed.data);
  }

  private async runLeased(entry: Registered): Promise<string | null> {
    if (!(await this.takeLease(entry.job))) return null;
    return this.runHandler(entry, entry.job.whenSwept);
  }

  private async runHandler(entry: Registered, payload: unknown): Promise<string> {
    const { name } = entry.job;
    try {
      const result = await entry.handler(payload as never);
      this.metrics.jobs.inc({ job: name, outcome: 'done' });
      if (entry.job.everyMs !== undefined && entry.job.everyMs >= 60_000) await this.note(name, result, 0);
      return result;
    } catch (error) {
      // One job's fault must not stop the loop or its neighbours; the next sweep tries again.
      this.metrics.jobs.inc({ job: name, outcome: 'failed' });
      this.log.error(
        { job: name, kind: error instanceof Error ? error.constructor.name : typeof error },
        'job failed',
      );
      await this.note(name, 'failed', 1).catch(() => undefined);
      return 'failed';
    }
  }

  /** Frequent jobs (seconds) share work by row locks, so only the slow ones need a lease over all workers. */
  private async takeLease(job: Job): Promise<boolean> {
    if ((job.everyMs ?? 0) < 60_000) return true;
    const nowMs = this.clock.nowMs();
    const columns = ['name', 'lease_owner', 'lease_until_ms', 'last_run_at_ms', 'last_result', 'failures'];
    return this.db.run('jobs.lease', async (tx) => {
      await insertRows(tx, 'job_state', columns, [[job.name, '', 0, 0, '', 0]], { ignore: true });
      const taken = await tx.exec(
        'UPDATE job_state SET lease_owner = ?, lease_until_ms = ? WHERE name = ? AND lease_until_ms <= ? AND last_run_at_ms <= ?',
        [this.owner, nowMs + job.leaseMs, job.name, nowMs, nowMs - (job.everyMs ?? 0)],
      );
      return taken === 1;
    });
  }

  private async note(name: string, result: string, failed: 0 | 1): Promise<void> {
    const nowMs = this.clock.nowMs();
    await this.db.run('jobs.note', async (tx) => {
      const columns = ['name', 'lease_owner', 'lease_until_ms', 'last_run_at_ms', 'last_result', 'failures'];
      await insertRows(tx, 'job_state', columns, [[name, '', 0, 0, '', 0]], { ignore: true });
      await tx.exec(
        'UPDATE job_state SET last_run_at_ms = ?, last_result = ?, failures = failures + ?, lease_until_ms = 0 WHERE name = ?',
        [nowMs, result.slice(0, 255), failed, name],
      );
    });
  }

  private track<T>(work: Promise<T>): Promise<T> {
    this.running.add(work);
    const done = (): void => void this.running.delete(work);
    work.then(done, done);
    return work;
  }
}
