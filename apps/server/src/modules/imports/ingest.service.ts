import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { appendTo, DAY_MS, fail, ok } from '@liuliang/domain';
import { SYSTEM, type Actor } from '../../platform/actor';
import { ContentHashes } from '../../platform/content-hash';
import { Database } from '../../platform/db/database';
import type { Reader, Tx } from '../../platform/db/statements';
import { BrandsService, type Brand } from '../brands';
import { EventsService, type EventOutcome, type NewEvent } from '../events';
import { CustomersService, type LockedCustomers } from '../members';
import { BatchWriter } from './batch-writer';
import { CodeBook } from './codes';
import {
  rowOutcomes,
  soundOf,
  summaryOf,
  woven,
  type BatchOutcomes,
  type BatchSummary,
  type WrittenOutcome,
} from './outcomes';
import {
  deviceEventTypes,
  readEvent,
  readOrder,
  readRefund,
  readTracked,
  type CodeTerms,
  type RawRow,
  type RowSource,
  type TrackedEvent,
  type TrackedInput,
} from './rows';

/** Rows as they came in, by kind. */
export interface RawBatch {
  readonly events: readonly RawRow[];
  readonly orders: readonly RawRow[];
  readonly refunds: readonly RawRow[];
}

/** Rows, who brings them, for the audit of corrections (absent: the system), and by which door. */
export interface SentBatch extends RawBatch {
  readonly by?: Actor;
  readonly source?: RowSource;
  /** What its codes stand for, where somebody was asked. */
  readonly terms?: CodeTerms;
  /** When it was received, where that was before now: nothing is dated further ahead than that. */
  readonly heardAtMs?: number;
  /** What is to commit with the rows. */
  readonly within?: (tx: Tx, outcomes: BatchOutcomes) => Promise<void>;
}

/** Rows of each kind per transaction: some hundred milliseconds of locks, and few enough commits to be fast. */
export const ROWS_PER_TRANSACTION = 2_000;

/** Where the events of signed-in customers come from. */
const OWN_CHANNEL = 'wechat_mini';

/** How late what a device tells may come: time enough for a day without network. */
const DEVICE_LATE_MS = DAY_MS;

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
  async ingest(brand: Brand, batch: SentBatch): Promise<BatchOutcomes> {
    const longest = Math.max(batch.events.length, batch.orders.length, batch.refunds.length);
    const outcomes: BatchOutcomes = { events: [], orders: [], refunds: [] };
    for (let start = 0; start < longest; start += ROWS_PER_TRANSACTION) {
      const end = start + ROWS_PER_TRANSACTION;
      const part = {
        events: batch.events.slice(start, end),
        orders: batch.orders.slice(start, end),
        refunds: batch.refunds.slice(start, end),
        by: batch.by ?? SYSTEM,
        ...(batch.source && { source: batch.source }),
        ...(batch.terms && { terms: batch.terms }),
        ...(batch.heardAtMs && { heardAtMs: batch.heardAtMs }),
      };
      const written = await this.db.run('imports.ingest', async (tx) => {
        const answers = await this.ingestIn(tx, brand, [part]);
        for (const answer of answers) await batch.within?.(tx, answer);
        return answers;
      });
      for (const { events, orders, refunds } of written) {
        appendTo(outcomes.events, events);
        appendTo(outcomes.orders, orders);
        appendTo(outcomes.refunds, refunds);
      }
    }
    return outcomes;
  }

  /**
   * As `ingest`, inside the caller's transaction and for several senders' batches at once.
   * @returns the outcomes of each batch, in order
   */
  async ingestIn(tx: Tx, brand: Brand, batches: readonly SentBatch[]): Promise<BatchOutcomes[]> {
    const { events, orders, refunds } = readAll(brand, batches, tx.nowMs());
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

  /** What `ingest` would answer, as far as can be told without writing: whether a refund fits its order cannot. */
  async foretell(reader: Reader, brand: Brand, batch: SentBatch): Promise<BatchOutcomes> {
    const nowMs = this.db.nowMs();
    const { events, orders, refunds } = readAll(brand, [batch], nowMs);
    const sound = { events: soundOf(events), orders: soundOf(orders), refunds: soundOf(refunds) };
    const told = await this.writer.foretell(reader, brand, sound, nowMs);
    return {
      events: rowOutcomes(events, told.events, 'event_id'),
      orders: rowOutcomes(orders, told.orders, 'order_id'),
      refunds: rowOutcomes(refunds, told.refunds, 'refund_id'),
    };
  }

  /**
   * Records what a signed-in customer's device tells. A device dates nothing: an event counts as of its receipt, for
   * rewards and layers alike, and what the device said stands beside. An event's id counts for this customer alone,
   * also after a merge. What comes more than 24 hours late is refused as `EVENT_TOO_OLD`, unless it is there already.
   */
  async track(brand: Brand, customerId: number, events: readonly TrackedEvent[]): Promise<BatchSummary> {
    const judged = this.judge(brand, events, deviceEventTypes);
    const sound = soundOf(judged);
    if (sound.length === 0) return summaryOf(rowOutcomes(judged, [], 'eventId'));
    const written = await this.db.run('imports.track', (tx) =>
      this.trackDevice(tx, brand, customerId, sound),
    );
    return summaryOf(rowOutcomes(judged, written, 'eventId'));
  }

  /**
   * Records what the product itself knows of a customer, inside the transaction of what caused the events.
   * @param where by default the mini-program, in no store, of a customer whom nobody has locked yet
   * @throws Error when an event is not sound: these are the product's own words, so that is a bug
   */
  async trackWithin(
    tx: Tx,
    brand: Brand,
    customerId: number,
    events: readonly TrackedEvent[],
    where: Partial<OwnPlace> = {},
  ): Promise<void> {
    const sound = soundOf(this.judge(brand, events));
    if (sound.length < events.length) throw new Error('An event of our own making is not sound');
    const own = await this.ownRows(tx, brand, customerId, sound, where);
    await this.events.record(tx, brand, own.customers, own.of(customerId));
  }

  private judge(brand: Brand, events: readonly TrackedEvent[], types?: ReadonlySet<string>) {
    const nowMs = this.db.nowMs();
    return events.map((event): ReturnType<typeof readTracked> => {
      if (types && !types.has(event.type)) return fail({ code: 'EVENT_TYPE_UNKNOWN', field: 'type' });
      return readTracked(event, brand, nowMs);
    });
  }

  private async trackDevice(
    tx: Tx,
    brand: Brand,
    customerId: number,
    events: readonly TrackedInput[],
  ): Promise<WrittenOutcome[]> {
    const nowMs = tx.nowMs();
    const own = await this.ownRows(tx, brand, customerId, events);
    const known = await this.knownOf(tx, brand, own, events, nowMs);
    const ended = events.map(({ occurredAtMs }, i): WrittenOutcome | null => {
      if (known[i]) return known[i];
      return isTooOld(occurredAtMs, nowMs) ? 'EVENT_TOO_OLD' : null;
    });
    const fresh = own
      .of(own.keptId)
      .map((row): NewEvent => ({ ...row, occurredAtMs: nowMs, toldAtMs: row.occurredAtMs }))
      .filter((_, i) => ended[i] === null);
    return woven(ended, await this.events.record(tx, brand, own.customers, fresh));
  }

  /**
   * What became earlier of events that `record` would not know again: those filed under another id of the person
   * before a merge, and those that are too old to be new. Asks nothing for the others.
   */
  private async knownOf(
    reader: Reader,
    brand: Brand,
    own: OwnRows,
    events: readonly TrackedInput[],
    nowMs: number,
  ): Promise<(EventOutcome | null)[]> {
    const isAsked = own.family.length > 1 || events.some(({ occurredAtMs }) => isTooOld(occurredAtMs, nowMs));
    if (!isAsked) return events.map(() => null);
    const found = await this.events.known(
      reader,
      brand,
      own.family.flatMap((id) => own.of(id)),
    );
    return events.map(
      (_, i) => own.family.map((_id, n) => found[n * events.length + i]).find(Boolean) ?? null,
    );
  }

  /** Events as rows of whoever the customer is by now, who is locked. */
  private async ownRows(
    tx: Tx,
    brand: Brand,
    customerId: number,
    events: readonly TrackedInput[],
    { channel = OWN_CHANNEL, storeId = 0, locked }: Partial<OwnPlace> = {},
  ): Promise<OwnRows> {
    const codes = await this.codes.codesOf(tx, brand, [{ channel, store: '' }]);
    // A device names stores, it does not found them.
    const named = events.map(({ store }) => store).filter((code) => code !== '');
    const stores = await this.brands.storesNamed(tx, brand.id, named);
    const customers = locked ?? (await this.customers.lock(tx, brand, [customerId]));
    const person = customers.person(customerId);
    const of = (id: number): NewEvent[] =>
      events.map(({ eventKey, store, ...event }) => ({
        ...event,
        eventKey: ownEventKey(id, eventKey),
        contentHash: this.hashes.of(brand.id, ['own', id, event.type, event.occurredAtMs, store, event.item]),
        customerId: person.customerId,
        channel: codes.channel(channel),
        storeId: stores.get(store) ?? storeId,
      }));
    return { keptId: person.customerId, family: person.family, customers, of };
  }
}

/** Each row by itself, in the order given. */
function readAll(brand: Brand, batches: readonly SentBatch[], nowMs: number) {
  return {
    events: batches.flatMap(({ events, terms, heardAtMs = nowMs }) =>
      events.map((row) => readEvent(row, brand, heardAtMs, terms)),
    ),
    orders: batches.flatMap(({ orders, by, terms, heardAtMs = nowMs }) =>
      orders.map((row) => signedBy(readOrder(row, brand, heardAtMs, terms), by)),
    ),
    refunds: batches.flatMap(({ refunds, source, heardAtMs = nowMs }) =>
      refunds.map((row) => broughtBy(readRefund(row, brand, heardAtMs), source)),
    ),
  };
}

/** A correction bears the name of who sent it; other orders are nobody's act. */
const signedBy = (order: ReturnType<typeof readOrder>, by: Actor = SYSTEM): typeof order =>
  order.ok && order.value.corrects ? ok({ ...order.value, by }) : order;

/** A refund remembers its door: whoever misses its order asks there. */
const broughtBy = (refund: ReturnType<typeof readRefund>, source?: RowSource): typeof refund =>
  refund.ok && source ? ok({ ...refund.value, source }) : refund;

/** Where what the product itself knows happened. */
export interface OwnPlace {
  /** Code of a channel. */
  readonly channel: string;
  /** Of events that name no store of the brand; 0: in none. */
  readonly storeId: number;
  /** The customer among them, where the caller has locked them already. */
  readonly locked: LockedCustomers;
}

/** Events of a person's own, as rows under the keys of any of the ids that they have had. */
interface OwnRows {
  readonly keptId: number;
  readonly family: readonly number[];
  readonly customers: LockedCustomers;
  of(customerId: number): NewEvent[];
}

const isTooOld = (toldAtMs: number, nowMs: number): boolean => toldAtMs < nowMs - DEVICE_LATE_MS;

/** Ids of a device are its own: hashed with the customer, they can neither meet nor take another sender's. */
function ownEventKey(customerId: number, eventId: string): Buffer {
  const digest = createHash('sha256').update(`${customerId}:${eventId}`).digest('base64url');
  return Buffer.from(`own:${digest}`);
}
