import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { outboxEvents, type OutboxEventName, type OutboxPayload } from '@liuliang/contract';
import { z } from 'zod';
import type { Clock } from '../clock';
import { Database } from '../db/database';
import { insertRows, type Tx } from '../db/statements';
import { IdSource } from '../ids';
import { job, Jobs } from '../jobs';
import { Metrics } from '../metrics';
import { faultOf, type Logger } from '../log';
import { CLOCK, LOG } from '../tokens';

/** What an area does about another area's event, in one transaction with its inbox row: exactly once in effect. */
export interface OutboxConsumer<N extends OutboxEventName> {
  readonly consumer: string;
  readonly topic: N;
  handle(tx: Tx, payload: OutboxPayload<N>): Promise<void>;
}

interface WaitingRow {
  id: number;
  topic: OutboxEventName;
  payload: string;
}

const BATCH = 200;
/** Batches per run of the relay: it gives way to other jobs now and then. */
const BATCHES_MAX = 20;
/** An event taken by a relay and not finished by then is taken again, later each time it was not. */
const REDELIVER_MS = 30_000;
const REDELIVER_MS_MAX = 3_600_000;
/** Events of one batch under way at the same time; SQLite has one connection. */
const PARALLEL = 4;

const relay = job({
  name: 'outbox.relay',
  payload: z.null(),
  whenSwept: null,
  everyMs: 1_000,
  leaseMs: REDELIVER_MS,
});

/**
 * The only way for an area to cause anything outside its own tables later. Rows are read by state, never by a
 * high-water mark (acceptance V3); an event counts as published when every consumer's inbox row is committed.
 * Its invariants, OUTBOX-1 to OUTBOX-5, are in the platform's README.
 */
@Injectable()
export class Outbox implements OnModuleInit {
  private readonly consumers: OutboxConsumer<OutboxEventName>[] = [];
  /** Transactions that have asked for a relay run already: one hint is enough for any number of events. */
  private readonly hinting = new WeakSet<Tx>();

  constructor(
    private readonly db: Database,
    private readonly ids: IdSource,
    private readonly jobs: Jobs,
    private readonly metrics: Metrics,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  onModuleInit(): void {
    this.jobs.register(relay, () => this.relayDue());
  }

  /** Registers what an area does about an event. Its name is kept with every event it has handled: never rename it. */
  consume<N extends OutboxEventName>(consumer: OutboxConsumer<N>): void {
    const { consumer: name, topic } = consumer;
    if (this.consumers.some((one) => one.consumer === name && one.topic === topic)) {
      throw new Error(`The consumer ${name} of ${topic} is registered twice`);
    }
    this.consumers.push(consumer as unknown as OutboxConsumer<OutboxEventName>);
  }

  /** Promises an event in the transaction of its cause. */
  async add<N extends OutboxEventName>(
    tx: Tx,
    brandId: number,
    topic: N,
    payload: OutboxPayload<N>,
  ): Promise<void> {
    const columns = [
      'id',
      'brand_id',
      'topic',
      'payload',
      'created_at_ms',
      'published_at_ms',
      'next_at_ms',
      'attempts',
    ];
    const checked = outboxEvents[topic].parse(payload);
    const nowMs = this.clock.nowMs();
    await insertRows(tx, 'outbox_event', columns, [
      [this.ids.next(), brandId, topic, JSON.stringify(checked), nowMs, 0, nowMs, 0],
    ]);
    if (this.hinting.has(tx)) return;
    this.hinting.add(tx);
    tx.afterCommit(() => void this.jobs.hint(relay, null));
  }

  /**
   * Delivers what waits. Two relays share the work by passing over each other's rows; a relay that dies leaves its
   * rows to be taken again. A poison event comes back later and later and never holds up its neighbours.
   */
  async relayDue(): Promise<string> {
    let delivered = 0;
    let failed = 0;
    for (let batch = 0; batch < BATCHES_MAX; batch += 1) {
      const taken = await this.take();
      const done: number[] = [];
      for (let start = 0; start < taken.length; start += PARALLEL) {
        const outcomes = await Promise.all(
          taken.slice(start, start + PARALLEL).map(async (event) => {
            const isDelivered = await this.hand(event);
            return isDelivered ? event.id : null;
          }),
        );
        done.push(...outcomes.filter((id) => id !== null));
      }
      await this.markPublished(done);
      delivered += done.length;
      failed += taken.length - done.length;
      if (taken.length < BATCH) break;
    }
    const waiting = await this.waiting();
    this.metrics.outboxWaiting.set(waiting.count);
    return `${delivered} delivered, ${failed} failed, ${waiting.count} waiting`;
  }

  /** Delivers one event again, whenever it is due; harmless when it was delivered. */
  async deliver(eventId: number): Promise<string> {
    const [event] = await this.db.read((reader) =>
      reader.query<WaitingRow>(
        'SELECT id, topic, payload FROM outbox_event WHERE id = ? AND published_at_ms = 0',
        [eventId],
      ),
    );
    if (!event) return 'nothing to do';
    if (!(await this.hand(event))) return 'failed';
    await this.markPublished([event.id]);
    return 'delivered';
  }

  private take(): Promise<WaitingRow[]> {
    const nowMs = this.clock.nowMs();
    return this.db.run('outbox.take', async (tx) => {
      const rows = await tx.query<WaitingRow>(
        `SELECT id, topic, payload FROM outbox_event WHERE published_at_ms = 0 AND next_at_ms <= ? ORDER BY next_at_ms, id LIMIT ${BATCH}${tx.dialect.forUpdateSkipLocked}`,
        [nowMs],
      );
      if (rows.length === 0) return rows;
      const list = rows.map(() => '?').join(',');
      // next_at_ms before attempts: MySQL computes from left to right and would see the new count.
      const delay = tx.dialect.least(`${REDELIVER_MS} * (attempts + 1)`, String(REDELIVER_MS_MAX));
      await tx.exec(
        `UPDATE outbox_event SET next_at_ms = ? + ${delay}, attempts = attempts + 1 WHERE id IN (${list})`,
        [nowMs, ...rows.map((row) => row.id)],
      );
      return rows;
    });
  }

  /**
   * Runs every consumer of an event that has not run yet, each in its own transaction with its inbox row. One that
   * fails does not keep the others from the event.
   */
  private async hand(event: WaitingRow): Promise<boolean> {
    let isDelivered = true;
    for (const consumer of this.consumers.filter((one) => one.topic === event.topic)) {
      try {
        await this.db.run(`inbox.${consumer.consumer}`, async (tx) => {
          const row = [consumer.consumer, event.id, this.clock.nowMs()];
          const columns = ['consumer', 'event_id', 'done_at_ms'];
          const isFirst = (await insertRows(tx, 'inbox_message', columns, [row], { ignore: true })) === 1;
          if (isFirst) await consumer.handle(tx, payloadOf(event) as never);
        });
      } catch (error) {
        isDelivered = false;
        this.metrics.outboxFailures.inc({ consumer: consumer.consumer });
        const about = { event: event.id, topic: event.topic, consumer: consumer.consumer };
        this.log.error({ ...about, ...faultOf(error) }, 'event not handled; it will be handed out again');
      }
    }
    return isDelivered;
  }

  private async markPublished(eventIds: readonly number[]): Promise<void> {
    if (eventIds.length === 0) return;
    const list = eventIds.map(() => '?').join(',');
    await this.db.run('outbox.published', (tx) =>
      tx.exec(`UPDATE outbox_event SET published_at_ms = ? WHERE id IN (${list})`, [
        this.clock.nowMs(),
        ...eventIds,
      ]),
    );
  }

  /** How many events wait, and since when the oldest does. */
  async waiting(): Promise<{ count: number; oldestAtMs: number | null }> {
    const [row] = await this.db.read((reader) =>
      reader.query<{ n: number; oldest: number | null }>(
        'SELECT COUNT(*) AS n, MIN(created_at_ms) AS oldest FROM outbox_event WHERE published_at_ms = 0',
      ),
    );
    return { count: row?.n ?? 0, oldestAtMs: row?.oldest ?? null };
  }
}

const payloadOf = (event: WaitingRow): unknown => outboxEvents[event.topic].parse(JSON.parse(event.payload));
