import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { causeOf, type Logger } from '../log';
import type { JobDriver } from './driver';

const QUEUE = 'jobs';
/** A producer must never hang on a slow Redis: the hint is dropped and the sweep does the work a little later. */
const HINT_TIMEOUT_MS = 1_000;
/** After a hint was lost, how long not to try again: a Redis that is away must not slow every request down. */
const GIVE_UP_FOR_MS = 5_000;

/** Hints between processes through BullMQ. Everything in Redis can be lost: jobs are re-made from the database. */
export class BullMqDriver implements JobDriver {
  readonly kind = 'bullmq';
  private readonly producer: Redis;
  private readonly queue: Queue;
  private worker: Worker | null = null;
  private workerConnection: Redis | null = null;
  private silentUntilMs = 0;

  /** @param space keeps the keys of several databases on one Redis apart; in braces, one slot of a cluster */
  constructor(
    private readonly redisUrl: string,
    private readonly space: string,
    private readonly log: Logger,
    private readonly concurrency = 8,
  ) {
    this.producer = this.connect({ maxRetriesPerRequest: 1 });
    this.queue = new Queue(QUEUE, { connection: this.producer, prefix: this.space });
    this.queue.on('error', (error) => this.log.warn(causeOf(error), 'the job queue cannot be reached'));
  }

  get isReached(): boolean {
    return this.producer.status === 'ready' && performance.now() >= this.silentUntilMs;
  }

  async start(run: (name: string, payload: unknown) => Promise<void>): Promise<void> {
    this.workerConnection = this.connect({ maxRetriesPerRequest: null });
    this.worker = new Worker(QUEUE, (entry) => run(entry.name, entry.data), {
      connection: this.workerConnection,
      prefix: this.space,
      concurrency: this.concurrency,
      // A worker that was paused or killed twice must not turn the job into a failure (acceptance V5).
      maxStalledCount: 20,
    });
    this.worker.on('error', (error) =>
      this.log.warn(causeOf(error), 'the job worker cannot reach its queue'),
    );
    this.worker.on('failed', (entry) =>
      this.log.warn({ job: entry?.name }, 'a hinted job failed; the sweep will try again'),
    );
  }

  async hint(name: string, payload: unknown): Promise<void> {
    if (performance.now() < this.silentUntilMs) return;
    const added = this.queue
      .add(name, payload, { removeOnComplete: true, removeOnFail: 100, attempts: 1 })
      .then(
        () => true,
        () => false,
      );
    let timer: NodeJS.Timeout | undefined;
    const giveUp = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), HINT_TIMEOUT_MS);
    });
    const isTaken = await Promise.race([added, giveUp]);
    clearTimeout(timer);
    if (!isTaken) this.silentUntilMs = performance.now() + GIVE_UP_FOR_MS;
  }

  async close(): Promise<void> {
    // What a worker asked a Redis that is away is answered never, and without a way to it at once. Jobs under way are
    // waited for by whoever runs them.
    const isAway = !this.isReached;
    const worker = this.worker?.close(isAway);
    if (isAway) this.disconnect();
    await worker;
    await this.queue.close();
    this.disconnect();
  }

  private disconnect(): void {
    this.workerConnection?.disconnect();
    this.producer.disconnect();
  }

  private connect(options: { maxRetriesPerRequest: number | null }): Redis {
    const redis = new Redis(this.redisUrl, {
      ...options,
      retryStrategy: (tries) => Math.min(tries * 100, 2_000),
      disconnectTimeout: 200,
    });
    redis.on('error', (error) => this.log.debug(causeOf(error), 'redis connection error'));
    return redis;
  }
}
