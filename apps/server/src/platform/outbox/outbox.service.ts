import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { outboxEvents, type OutboxEventName, type OutboxPayload } from '@liuliang/contract';
import { z } from 'zod';
import type { Clock } from '../clock';
import { Database } from '../db/database';
import { insertRows, type Tx } from '../db/statements';
import { IdSource } from '../ids';
import { job, Jobs } from '../jobs';
import { Metrics } from '../metrics';
import { CLOCK } from '../tokens';

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
/** An event handed to a worker and not finished by then is handed out again. */
const REDELIVER_MS = 30_000;

const relay = job({
  name: 'outbox.relay',
  payload: z.null(),
  whenSwept: null,
  everyMs: 1_000,
  leaseMs: 30_000,
});
const deliver = job({
  name: 'outbox.deliver',
  payload: z.strictObject({ eventId: z.int() }),
  leaseMs: 30_000,
});

/**
 * The only way for an area to cause anything outside its own tables later. Rows are read by state, never by a
 * high-water mark (acceptance V3); an event counts as published when every consumer's inbox row is committed.
 */
@Injectable()
export class Outbox implements OnModuleInit {
  private readonly consumers: OutboxConsumer<OutboxEventName>[] = [];

  constructor(
    private readonly db: Database,
    private readonly ids: IdSource,
    private readonly jobs: Jobs,
    private readonly metrics: Metrics,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.register(relay, () => this.relayDue());
    this.jobs.register(deliver, ({ eventId }) => this.deliver(eventId));
  }

  consume<N extends OutboxEventName>(consumer: OutboxConsumer<N>): void {
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
  }

  /** Hands out waiting events. Two relays share the work by skipping each other's locked rows. */
  async relayDue(): Promise<string> {
    const nowMs = this.clock.nowMs();
    const due = await this.db.run('outbox.relay', async (tx) => {
      const rows = await tx.query<{ id: number }>(
        `SELECT id FROM outbox_event WHERE published_at_ms = 0 AND next_at_ms <= ? ORDER BY next_at_ms, id LIMIT ${BATCH}${tx.dialect.forUpdateSkipLocked}`,
        [nowMs],
      );
      for (const { id } of rows) {
        // Back off as attempts grow, so that a poison event never starves its neighbours.
        await tx.exec(
          `UPDATE outbox_event SET attempts = attempts + 1, next_at_ms = ? + ${REDELIVER_MS} * (attempts + 1) WHERE id = ?`,
          [nowMs, id],
        );
      }
      return rows;
    });
    for (const { id } of due) await this.jobs.hint(deliver, { eventId: id });
    const waiting = await this.waiting();
    this.metrics.outboxWaiting.set(waiting.count);
    return `${due.length} handed out, ${waiting.count} waiting`;
  }

  /** Runs every consumer of one event that has not run yet, each in its own transaction, then marks it published. */
  async deliver(eventId: number): Promise<string> {
    const [event] = await this.db.read((reader) =>
      reader.query<WaitingRow>(
        'SELECT id, topic, payload FROM outbox_event WHERE id = ? AND published_at_ms = 0',
        [eventId],
      ),
    );
    if (!event) return 'nothing to do';
    const payload = outboxEvents[event.topic].parse(JSON.parse(event.payload));
    for (const consumer of this.consumers.filter((one) => one.topic === event.topic)) {
      await this.db.run(`inbox.${consumer.consumer}`, async (tx) => {
        const row = [consumer.consumer, eventId, this.clock.nowMs()];
        const isFirst = await insertRows(tx, 'inbox_message', ['consumer', 'event_id', 'done_at_ms'], [row], {
          ignore: true,
        });
        if (isFirst === 1) await consumer.handle(tx, payload as never);
      });
    }
    await this.db.run('outbox.published', (tx) =>
      tx.exec('UPDATE outbox_event SET published_at_ms = ? WHERE id = ?', [this.clock.nowMs(), eventId]),
    );
    return 'delivered';
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
