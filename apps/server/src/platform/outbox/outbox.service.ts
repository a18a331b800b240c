import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import {
  EVENT_IDS_MAX,
  outboxEvents,
  type BatchedEventName,
  type OutboxEventName,
  type OutboxPayload,
} from '@liuliang/contract';
import { appendTo } from '@liuliang/domain';
import { Database } from '../db/database';
import type { Tx } from '../db/statements';
import { Jobs, sweepJob } from '../jobs';
import { Metrics } from '../metrics';
import { faultOf, type Logger } from '../log';
import { LOG } from '../tokens';
import type { Consumer, Handle } from './consumer';
import {
  addEvents,
  countWaiting,
  enterInbox,
  markEvents,
  REDELIVER_MS,
  takeEvents,
  waitingEvent,
  type WaitingRow,
} from './outbox.queries';

interface Registered extends Consumer<OutboxEventName> {
  readonly handle: Handle<OutboxEventName>;
}

/** What one transaction announces of a brand, by topic. */
type Announced = Map<BatchedEventName, number[]>;

const BATCH = 200;
/** Batches per run of the relay: it gives way to other jobs now and then. */
const BATCHES_MAX = 20;
/** Events of one batch under way at the same time; SQLite has one connection. */
const PARALLEL = 4;

const relay = sweepJob({
  name: 'outbox.relay',
  everyMs: 1_000,
  leaseMs: REDELIVER_MS,
});

/**
 * The only way for an area to cause anything outside its own tables later. Rows are read by state, never by a
 * high-water mark (acceptance V3); an event counts as published when every consumer's inbox row is committed.
 * Its invariants, OUTBOX-1 to OUTBOX-6, are in the platform's README.
 */
@Injectable()
export class Outbox implements OnModuleInit {
  private readonly consumers: Registered[] = [];
  private readonly announced = new WeakMap<Tx, Map<number, Announced>>();
  /** Transactions that have asked for a relay run already: one hint is enough for any number of events. */
  private readonly hinting = new WeakSet<Tx>();

  constructor(
    private readonly db: Database,
    private readonly jobs: Jobs,
    private readonly metrics: Metrics,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  onModuleInit(): void {
    this.jobs.register(relay, () => this.relayDue());
  }

  /** Registers what an area does about an event that it declared to act upon. */
  consume<N extends OutboxEventName>({ name, topic }: Consumer<N>, handle: Handle<N>): void {
    if (this.consumers.some((one) => one.name === name))
      throw new Error(`The consumer ${name} is registered twice`);
    // One list for all topics: a consumer is handed payloads of its own topic alone.
    this.consumers.push({ name, topic, handle: handle as unknown as Handle<OutboxEventName> });
  }

  /** Who acts upon events, and on which. */
  registered(): readonly Consumer<OutboxEventName>[] {
    return this.consumers.map(({ name, topic }) => ({ name, topic }));
  }

  /** Promises an event in the transaction of its cause. */
  async add<N extends OutboxEventName>(
    tx: Tx,
    brandId: number,
    topic: N,
    payload: OutboxPayload<N>,
  ): Promise<void> {
    await this.promise(tx, [{ brandId, topic, payload }]);
  }

  /**
   * Promises to name these rows to whoever acts upon the topic: collected until the end of the transaction, then one
   * event per topic and piece. A topic that nobody acts upon writes nothing: no consumer of a later release could see
   * the event either, it would be published by then.
   */
  announce(tx: Tx, brandId: number, topic: BatchedEventName, ids: readonly number[]): void {
    if (ids.length === 0 || !this.consumers.some((one) => one.topic === topic)) return;
    const brands = this.announced.get(tx) ?? new Map<number, Announced>();
    this.announced.set(tx, brands);
    const topics = brands.get(brandId) ?? new Map<BatchedEventName, number[]>();
    brands.set(brandId, topics);
    const known = topics.get(topic) ?? [];
    topics.set(topic, known);
    for (const id of ids) known.push(id);
    tx.beforeCommit('announce', 'outbox.announce', () => this.promiseAnnounced(tx, brands));
  }

  private async promiseAnnounced(tx: Tx, brands: Map<number, Announced>): Promise<void> {
    const events: Promised[] = [];
    for (const [brandId, topics] of brands) {
      for (const [topic, ids] of topics) {
        for (let start = 0; start < ids.length; start += EVENT_IDS_MAX) {
          const piece = ids.slice(start, start + EVENT_IDS_MAX);
          events.push({ brandId, topic, payload: { brandId, [listOf(topic)]: piece } });
        }
      }
    }
    brands.clear();
    await this.promise(tx, events);
  }

  private async promise(tx: Tx, events: readonly Promised[]): Promise<void> {
    const rows = events.map(({ brandId, topic, payload }) => {
      return { id: this.db.nextId(), brandId, topic, payload: checkedText(topic, payload) };
    });
    await addEvents(tx, rows, this.db.nowMs());
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
        appendTo(
          done,
          outcomes.filter((id) => id !== null),
        );
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
    const event = await this.db.read((reader) => waitingEvent(reader, eventId));
    if (!event) return 'nothing to do';
    if (!(await this.hand(event))) return 'failed';
    await this.markPublished([event.id]);
    return 'delivered';
  }

  private take(): Promise<WaitingRow[]> {
    return this.db.run('outbox.take', (tx) => takeEvents(tx, this.db.nowMs(), BATCH));
  }

  /**
   * Runs every consumer of an event that has not run yet, each in its own transaction with its inbox row. One that
   * fails does not keep the others from the event.
   */
  private async hand(event: WaitingRow): Promise<boolean> {
    let isDelivered = true;
    for (const consumer of this.consumers.filter((one) => one.topic === event.topic)) {
      try {
        await this.db.run(`inbox.${consumer.name}`, async (tx) => {
          const isFirst = await enterInbox(tx, consumer.name, event.id, this.db.nowMs());
          if (isFirst) await consumer.handle(tx, payloadOf(event) as never);
        });
      } catch (error) {
        isDelivered = false;
        this.metrics.outboxFailures.inc({ consumer: consumer.name });
        const about = { event: event.id, topic: event.topic, consumer: consumer.name };
        this.log.error({ ...about, ...faultOf(error) }, 'event not handled; it will be handed out again');
      }
    }
    return isDelivered;
  }

  private async markPublished(eventIds: readonly number[]): Promise<void> {
    if (eventIds.length === 0) return;
    await this.db.run('outbox.published', (tx) => markEvents(tx, eventIds, this.db.nowMs()));
  }

  /** How many events wait, and since when the oldest does. */
  waiting(): Promise<{ count: number; oldestAtMs: number | null }> {
    return this.db.read(countWaiting);
  }
}

interface Promised {
  readonly brandId: number;
  readonly topic: OutboxEventName;
  readonly payload: unknown;
}

const checkedText = (topic: OutboxEventName, payload: unknown): string =>
  JSON.stringify(outboxEvents[topic].parse(payload));

/** The name of the list in events of a topic. */
const listOf = (topic: BatchedEventName): string =>
  Object.keys(outboxEvents[topic].shape).find((field) => field.endsWith('Ids')) as string;

const payloadOf = (event: WaitingRow): unknown => outboxEvents[event.topic].parse(JSON.parse(event.payload));
