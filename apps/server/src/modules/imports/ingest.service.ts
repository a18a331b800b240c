import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { ErrorCode } from '@liuliang/contract';
import { fail, type Result } from '@liuliang/domain';
import type { Clock } from '../../platform/clock';
import { Database } from '../../platform/db/database';
import type { Tx } from '../../platform/db/statements';
import { CLOCK } from '../../platform/tokens';
import { BrandsService, type Brand } from '../brands';
import { EventsService, type NewEvent } from '../events';
import { CustomersService, identityKey } from '../members';
import { GuideCodesStore, OrdersService, type LockedCustomers, type NewOrder } from '../orders';
import {
  readEvent,
  readOrder,
  readRefund,
  readTracked,
  type EventInput,
  type OrderInput,
  type RawRow,
  type RefundInput,
  type RowFault,
  type TrackedEvent,
} from './rows';

/** Rows as they came in, by kind. */
export interface RawBatch {
  readonly events: readonly RawRow[];
  readonly orders: readonly RawRow[];
  readonly refunds: readonly RawRow[];
}

export type RowOutcome =
  { readonly outcome: 'accepted' | 'duplicate' } | ({ readonly outcome: 'rejected' } & RowFault);

/** One outcome per row, in the order given. */
export interface BatchOutcomes {
  readonly events: RowOutcome[];
  readonly orders: RowOutcome[];
  readonly refunds: RowOutcome[];
}

/** Rows that were judged sound, ready to be written. */
export interface SoundBatch {
  readonly events: readonly EventInput[];
  readonly orders: readonly OrderInput[];
  readonly refunds: readonly RefundInput[];
}

/** Rows of each kind per transaction: some hundred milliseconds of locks, and few enough commits to be fast. */
export const ROWS_PER_TRANSACTION = 2_000;

/** Where the events of signed-in customers come from. */
const OWN_CHANNEL = 'wechat_mini';

/** A code taken by another process at the same moment is there at the next look. */
const CHANNEL_TRIES = 3;

/**
 * The one way in for what happened elsewhere: files, the open API, background imports. A bad row is reported and
 * loses nothing else (INGEST-1); the same rows again change nothing (INGEST-2); the result does not depend on order
 * or on how rows are cut into batches (INGEST-3).
 */
@Injectable()
export class IngestService {
  constructor(
    private readonly db: Database,
    private readonly brands: BrandsService,
    private readonly customers: CustomersService,
    private readonly events: EventsService,
    private readonly orders: OrdersService,
    private readonly guides: GuideCodesStore,
    @Inject(CLOCK) private readonly clock: Clock,
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
      const { events, orders, refunds } = await this.db.run('imports.ingest', (tx) =>
        this.ingestIn(tx, brand, part),
      );
      outcomes.events.push(...events);
      outcomes.orders.push(...orders);
      outcomes.refunds.push(...refunds);
    }
    return outcomes;
  }

  /** As `ingest`, inside the caller's transaction: for callers who must commit something of their own with it. */
  async ingestIn(tx: Tx, brand: Brand, batch: RawBatch): Promise<BatchOutcomes> {
    const events = batch.events.map((row) => readEvent(row, brand));
    const orders = batch.orders.map((row) => readOrder(row, brand));
    const refunds = batch.refunds.map((row) => readRefund(row, brand));
    const written = await this.write(tx, brand, {
      events: valuesOf(events),
      orders: valuesOf(orders),
      refunds: valuesOf(refunds),
    });
    return {
      events: merged(events, written.events, 'event_id'),
      orders: merged(orders, written.orders, 'order_id'),
      refunds: merged(refunds, written.refunds, 'refund_id'),
    };
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
    const nowMs = this.clock.nowMs();
    const judged = events.map((event): ReturnType<typeof readTracked> => {
      if (types && !types.has(event.type)) return fail({ code: 'EVENT_TYPE_UNKNOWN', field: 'type' });
      return readTracked(event, brand, nowMs);
    });
    const written = await this.db.run('imports.track', async (tx) => {
      const sound = valuesOf(judged);
      if (sound.length === 0) return [];
      const keptId = must((await this.customers.lock(tx, brand, [customerId])).get(customerId));
      const channels = await this.channelsWith(tx, brand.id, new Set([OWN_CHANNEL]));
      const storeCodes = named(sound.map((event) => event.store));
      const stores = storeCodes.size > 0 ? await this.brands.stores(tx, brand.id) : null;
      const rows = sound.map(({ eventKey, store, ...event }): NewEvent => ({
        ...event,
        eventKey: ownEventKey(customerId, eventKey),
        customerId: keptId,
        subject: `customer:${customerId}`,
        channel: must(channels.get(OWN_CHANNEL)),
        // A device names stores, it does not found them.
        storeId: stores?.get(store)?.id ?? 0,
      }));
      return this.events.record(tx, brand, rows);
    });
    return summaryOf(merged(judged, written, 'eventId'));
  }

  /** Writes sound rows. The order of its steps is the lock order of docs/architecture/locks.md. */
  private async write(
    tx: Tx,
    brand: Brand,
    batch: SoundBatch,
  ): Promise<Record<keyof RawBatch, WrittenOutcome[]>> {
    if (batch.events.length + batch.orders.length + batch.refunds.length === 0) {
      return { events: [], orders: [], refunds: [] };
    }
    const codes = await this.codesOf(tx, brand, batch);
    const identities = [...batch.events, ...batch.orders].map((row) => row.identity);
    const people = await this.customers.identify(tx, brand, identities, this.clock.nowMs());
    const customers = await this.lockCustomers(tx, brand, batch, people.values());
    const owner = (row: EventInput | OrderInput): number => {
      const customerId = people.get(identityKey(row.identity));
      return must(customerId === undefined ? undefined : customers.keptOf.get(customerId));
    };
    const newEvents = batch.events.map((row): NewEvent => ({
      eventKey: row.eventKey,
      customerId: owner(row),
      subject: identityKey(row.identity),
      type: row.type,
      occurredAtMs: row.occurredAtMs,
      channel: codes.channel(row.channel),
      storeId: codes.store(row.store),
      item: row.item,
    }));
    const newOrders = batch.orders.map((row): NewOrder => ({
      orderKey: row.orderKey,
      customerId: owner(row),
      subject: identityKey(row.identity),
      paidAtMs: row.paidAtMs,
      amountFen: row.amountFen,
      channel: codes.channel(row.channel),
      storeId: codes.store(row.store),
      guideId: codes.guide(row.guide),
    }));
    const events = await this.events.record(tx, brand, newEvents);
    const sales = await this.orders.record(tx, brand, {
      orders: newOrders,
      refunds: batch.refunds,
      customers,
    });
    return { events, orders: [...sales.orders], refunds: [...sales.refunds] };
  }

  private async lockCustomers(
    tx: Tx,
    brand: Brand,
    batch: SoundBatch,
    people: Iterable<number>,
  ): Promise<LockedCustomers> {
    const owners = await this.orders.owners(
      tx,
      brand,
      batch.refunds.map((refund) => refund.orderKey),
    );
    const keptOf = await this.customers.lock(tx, brand, [...people, ...owners]);
    for (const keptId of [...keptOf.values()]) keptOf.set(keptId, keptId);
    const needsFamilies = batch.orders.length + batch.refunds.length > 0;
    const families = needsFamilies
      ? await this.customers.families(tx, brand, keptOf.values())
      : new Map<number, number[]>();
    // Orders filed before a merge carry an alias's id.
    for (const [keptId, ids] of families) for (const id of ids) keptOf.set(id, keptId);
    return { keptOf, families };
  }

  /** Numbers and ids behind codes, registering the codes met for the first time. */
  private async codesOf(tx: Tx, brand: Brand, batch: SoundBatch): Promise<Codes> {
    const rows = [...batch.events, ...batch.orders];
    const channels = await this.channelsWith(tx, brand.id, named(rows.map((row) => row.channel)));
    const storeCodes = named(rows.map((row) => row.store));
    const stores =
      storeCodes.size > 0
        ? await this.brands.storesWith(tx, brand.id, storeCodes)
        : new Map<string, number>();
    const guides = await this.guides.guidesWith(tx, brand.id, named(batch.orders.map((row) => row.guide)));
    const idIn = (ids: ReadonlyMap<string, number>) => (code: string) =>
      code === '' ? 0 : must(ids.get(code));
    return { channel: idIn(channels), store: idIn(stores), guide: idIn(guides) };
  }

  private async channelsWith(
    tx: Tx,
    brandId: number,
    codes: ReadonlySet<string>,
  ): Promise<Map<string, number>> {
    if (codes.size === 0) return new Map();
    for (let attempt = 1; ; attempt += 1) {
      const channels = await this.brands.channelsWith(tx, brandId, codes);
      if ([...codes].every((code) => channels.has(code))) return channels;
      if (attempt === CHANNEL_TRIES) throw new Error('A channel could not be registered');
    }
  }
}

/** What a sender is told: how many rows of each outcome, and why each refused one was. */
export interface BatchSummary {
  readonly accepted: number;
  readonly duplicate: number;
  readonly rejected: { readonly index: number; readonly code: ErrorCode; readonly field: string | null }[];
}

export function summaryOf(outcomes: readonly RowOutcome[]): BatchSummary {
  return {
    accepted: outcomes.filter(({ outcome }) => outcome === 'accepted').length,
    duplicate: outcomes.filter(({ outcome }) => outcome === 'duplicate').length,
    rejected: outcomes.flatMap((one, index) =>
      one.outcome === 'rejected' ? [{ index, code: one.code, field: one.field }] : [],
    ),
  };
}

type WrittenOutcome = 'accepted' | 'duplicate' | ErrorCode;

interface Codes {
  channel(code: string): number;
  store(code: string): number;
  guide(code: string): number;
}

/** Ids of a device are its own: hashed with the customer, they can neither meet nor take another sender's. */
const ownEventKey = (customerId: number, eventId: string): string =>
  `own:${createHash('sha256').update(`${customerId}:${eventId}`).digest('base64url')}`;

const named = (codes: readonly string[]): Set<string> => new Set(codes.filter((code) => code !== ''));

const valuesOf = <T>(rows: readonly Result<T, RowFault>[]): T[] =>
  rows.flatMap((row) => (row.ok ? [row.value] : []));

/** Puts what became of the sound rows back among the refused ones. */
function merged<T>(
  judged: readonly Result<T, RowFault>[],
  written: readonly WrittenOutcome[],
  keyField: string,
): RowOutcome[] {
  let next = 0;
  return judged.map((row): RowOutcome => {
    if (!row.ok) return { outcome: 'rejected', ...row.error };
    const outcome = must(written[next]);
    next += 1;
    if (outcome === 'accepted' || outcome === 'duplicate') return { outcome };
    return { outcome: 'rejected', code: outcome, field: keyField };
  });
}

function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('INGEST-1: a row lost its customer, code or outcome on the way');
  return value;
}
