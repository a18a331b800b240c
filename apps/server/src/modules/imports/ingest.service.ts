import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { fail } from '@liuliang/domain';
import { ContentHashes } from '../../platform/content-hash';
import { Database } from '../../platform/db/database';
import type { Tx } from '../../platform/db/statements';
import { BrandsService, type Brand } from '../brands';
import { EventsService, type EventOutcome, type NewEvent } from '../events';
import { CustomersService } from '../members';
import { BatchWriter } from './batch-writer';
import { CodeBook } from './codes';
import { rowOutcomes, soundOf, summaryOf, type BatchOutcomes, type BatchSummary } from './outcomes';
import {
  readEvent,
  readOrder,
  readRefund,
  readTracked,
  type RawRow,
  type TrackedEvent,
  type TrackedInput,
} from './rows';

/** Rows as they came in, by kind. */
export interface RawBatch {
  readonly events: readonly RawRow[];
  readonly orders: readonly RawRow[];
  readonly refunds: readonly RawRow[];
}

/** Rows of each kind per transaction: some hundred milliseconds of locks, and few enough commits to be fast. */
export const ROWS_PER_TRANSACTION = 2_000;

/** Where the events of signed-in customers come from. */
const OWN_CHANNEL = 'wechat_mini';

/**
 * The one way in for what happened elsewhere: files, the open API, background imports. A bad row is reported and
 * loses nothing else (INGEST-1); the same rows again change nothing (INGEST-2); the result does not depend on order
 * or on how rows are cut into batches (INGEST-3).
 */
@Injectable()
export class IngestService {
  constructor(
    private readonly db: Database,
    private readonly writer: BatchWriter,
    private readonly brands: BrandsService,
    private readonly codes: CodeBook,
    private readonly customers: CustomersService,
    private readonly events: EventsService,
    private readonly hashes: ContentHashes,
  ) {}

  /** Judges every row, then writes the sound ones, a few thousand per transaction. */
  async ingest(brand: Brand, batch: RawBatch): Promise<BatchOutcomes> {
    const longest = Math.max(batch.events.length, batch.orders.length, batch.refunds.length);
    const outcomes: BatchOutcomes = { events: [], orders: [], refunds: [] };
    for (let start = 0; start < longest; start += ROWS_PER_TRANSACTION) {
      const end = start + ROWS_PER_TRANSACTION;
      const part = {
        events: batch.events.slice(start, end),
        orders: batch.orders.slice(start, end),
        refunds: batch.refunds.slice(start, end),
      };
      const written = await this.db.run('imports.ingest', (tx) => this.ingestIn(tx, brand, [part]));
      for (const { events, orders, refunds } of written) {
        outcomes.events.push(...events);
        outcomes.orders.push(...orders);
        outcomes.refunds.push(...refunds);
      }
    }
    return outcomes;
  }

  /**
   * As `ingest`, inside the caller's transaction and for several senders' batches at once.
   * @returns the outcomes of each batch, in order
   */
  async ingestIn(tx: Tx, brand: Brand, batches: readonly RawBatch[]): Promise<BatchOutcomes[]> {
    const events = batches.flatMap((batch) => batch.events.map((row) => readEvent(row, brand)));
    const orders = batches.flatMap((batch) => batch.orders.map((row) => readOrder(row, brand)));
    const refunds = batches.flatMap((batch) => batch.refunds.map((row) => readRefund(row, brand)));
    const written = await this.writer.write(tx, brand, {
      events: soundOf(events),
      orders: soundOf(orders),
      refunds: soundOf(refunds),
    });
    const eventOutcomes = rowOutcomes(events, written.events, 'event_id');
    const orderOutcomes = rowOutcomes(orders, written.orders, 'order_id');
    const refundOutcomes = rowOutcomes(refunds, written.refunds, 'refund_id');
    return batches.map((batch) => ({
      events: eventOutcomes.splice(0, batch.events.length),
      orders: orderOutcomes.splice(0, batch.orders.length),
      refunds: refundOutcomes.splice(0, batch.refunds.length),
    }));
  }

  /**
   * Records what the product itself knows of a signed-in customer. An event's id counts for this customer alone.
   * @param types which types may be claimed; all of the catalogue when absent
   */
  async track(
    brand: Brand,
    customerId: number,
    events: readonly TrackedEvent[],
    types?: ReadonlySet<string>,
  ): Promise<BatchSummary> {
    const judged = this.judge(brand, events, types);
    const sound = soundOf(judged);
    if (sound.length === 0) return summaryOf(rowOutcomes(judged, [], 'eventId'));
    const written = await this.db.run('imports.track', (tx) =>
      this.trackIn(tx, brand, customerId, sound, OWN_CHANNEL),
    );
    return summaryOf(rowOutcomes(judged, written, 'eventId'));
  }

  /**
   * As `track`, inside the transaction of what caused the events.
   * @throws Error when an event is not sound: these are the product's own words, so that is a bug
   */
  async trackWithin(
    tx: Tx,
    brand: Brand,
    customerId: number,
    events: readonly TrackedEvent[],
    channel = OWN_CHANNEL,
  ): Promise<void> {
    const sound = soundOf(this.judge(brand, events));
    if (sound.length < events.length) throw new Error('An event of our own making is not sound');
    await this.trackIn(tx, brand, customerId, sound, channel);
  }

  private judge(brand: Brand, events: readonly TrackedEvent[], types?: ReadonlySet<string>) {
    const nowMs = this.db.nowMs();
    return events.map((event): ReturnType<typeof readTracked> => {
      if (types && !types.has(event.type)) return fail({ code: 'EVENT_TYPE_UNKNOWN', field: 'type' });
      return readTracked(event, brand, nowMs);
    });
  }

  private async trackIn(
    tx: Tx,
    brand: Brand,
    customerId: number,
    events: readonly TrackedInput[],
    channel: string,
  ): Promise<EventOutcome[]> {
    const codes = await this.codes.codesOf(tx, brand, [{ channel, store: '' }]);
    // A device names stores, it does not found them.
    const stores = await this.brands.stores(tx, brand.id);
    const keptId = (await this.customers.lock(tx, brand, [customerId])).person(customerId).customerId;
    const rows = events.map(({ eventKey, store, ...event }): NewEvent => ({
      ...event,
      eventKey: ownEventKey(customerId, eventKey),
      contentHash: this.hashes.of(brand.id, [
        'own',
        customerId,
        event.type,
        event.occurredAtMs,
        store,
        event.item,
      ]),
      customerId: keptId,
      channel: codes.channel(channel),
      storeId: stores.get(store)?.id ?? 0,
    }));
    return this.events.record(tx, brand, rows);
  }
}

/** Ids of a device are its own: hashed with the customer, they can neither meet nor take another sender's. */
function ownEventKey(customerId: number, eventId: string): Buffer {
  const digest = createHash('sha256').update(`${customerId}:${eventId}`).digest('base64url');
  return Buffer.from(`own:${digest}`);
}
