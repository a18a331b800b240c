import { Injectable } from '@nestjs/common';
import { keyText, type Keyed } from '../../platform/db/keyed-rows';
import type { Reader, Tx } from '../../platform/db/statements';
import type { NewRowOf } from '../../platform/db/table';
import { Effects } from '../../platform/effects';
import { Outbox } from '../../platform/outbox';
import type { Brand } from '../brands';
import type { LockedCustomers, LockedPerson } from '../members';
import { events, keyedEvents } from './entities';
import { eventRecorded, type RecordedEvent } from './marks';

/** An event that was judged sound: its type known, its codes resolved, and whose it is (`FactOwners`). */
export type NewEvent = Readonly<Omit<NewRowOf<typeof events>, 'id' | 'brandId' | 'receivedAtMs'>>;

export type EventOutcome = 'accepted' | 'duplicate' | 'EVENT_CONFLICT';

const OUTCOME = { new: 'accepted', duplicate: 'duplicate', conflict: 'EVENT_CONFLICT' } as const;

/** Keeps what happened. EVENTS-1: the same id of a sender twice is one event, whatever the order of arrival. */
@Injectable()
export class EventsService {
  constructor(
    private readonly effects: Effects,
    private readonly outbox: Outbox,
  ) {}

  count(reader: Reader, brandId: number, customerIds: readonly number[]): Promise<number> {
    return events.count(reader, brandId, { customerId: customerIds });
  }

  /** What `record` would answer for each, writing nothing: `accepted` for what is new. */
  async judge(reader: Reader, brand: Brand, arrived: readonly Keyed<'eventKey'>[]): Promise<EventOutcome[]> {
    return (await keyedEvents.judge(reader, brand.id, arrived)).map((verdict) => OUTCOME[verdict]);
  }

  /** What stands under each key already, and says the same or not; null for what is new. */
  async known(
    reader: Reader,
    brand: Brand,
    arrived: readonly Keyed<'eventKey'>[],
  ): Promise<(EventOutcome | null)[]> {
    const standing = await keyedEvents.known(reader, brand.id, arrived);
    return arrived.map(({ eventKey, contentHash }) => {
      const earlier = standing.get(keyText(eventKey));
      if (!earlier) return null;
      return earlier.contentHash.equals(contentHash) ? 'duplicate' : 'EVENT_CONFLICT';
    });
  }

  /**
   * Records what is new and marks it: facts and rewards follow before the transaction commits.
   * @param customers locked, those of the events among them
   */
  async record(
    tx: Tx,
    brand: Brand,
    customers: LockedCustomers,
    arrived: readonly NewEvent[],
  ): Promise<EventOutcome[]> {
    const receivedAtMs = tx.nowMs();
    const rows = arrived.map((event) =>
      rowOf(tx.nextId(), brand.id, receivedAtMs, event, customers.person(event.customerId)),
    );
    const verdicts = await keyedEvents.add(tx, brand.id, rows);
    const accepted = rows.filter((_, i) => verdicts[i] === 'new');
    const eventIds = accepted.map(({ eventId }) => eventId);
    this.effects.mark(tx, brand.id, eventRecorded, accepted.map(marked));
    this.outbox.announce(tx, brand.id, 'events.recorded.v1', eventIds);
    return verdicts.map((verdict) => OUTCOME[verdict]);
  }
}

/** The row to write, which is what is marked as well: a batch has thousands, and a copy of each would live as long. */
function rowOf(
  id: number,
  brandId: number,
  receivedAtMs: number,
  event: NewEvent,
  { customerId: keptId, mergedAtMs }: LockedPerson,
) {
  return {
    keptId,
    mergedAtMs,
    filedUnder: event.customerId,
    id,
    eventId: id,
    brandId,
    eventKey: event.eventKey,
    contentHash: event.contentHash,
    customerId: event.customerId,
    type: event.type,
    occurredAtMs: event.occurredAtMs,
    receivedAtMs,
    toldAtMs: event.toldAtMs,
    channel: event.channel,
    storeId: event.storeId,
    item: event.item,
  };
}

const marked = (row: ReturnType<typeof rowOf>): RecordedEvent =>
  row.keptId === row.customerId ? row : { ...row, customerId: row.keptId };
