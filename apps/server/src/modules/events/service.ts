import { Injectable } from '@nestjs/common';
import { addKeyedRows, judgeKeys, type Keyed } from '../../platform/db/keyed-rows';
import type { Reader, Tx } from '../../platform/db/statements';
import { Effects } from '../../platform/effects';
import { Outbox } from '../../platform/outbox';
import type { Brand } from '../brands';
import { eventRecorded } from './marks';
import { EventsQueries, type EventRow } from './queries';

/** An event that was judged sound: known type, identified customer, codes resolved. The key is the sender's id of it. */
export interface NewEvent extends Keyed {
  /** The customer it is filed under: kept, not an alias, and locked by this transaction. */
  readonly customerId: number;
  readonly type: string;
  readonly occurredAtMs: number;
  /** 0: none. */
  readonly channel: number;
  /** 0: none. */
  readonly storeId: number;
  /** At most 64 characters; empty: none. */
  readonly item: string;
}

export type EventOutcome = 'accepted' | 'duplicate' | 'EVENT_CONFLICT';

const OUTCOME = { new: 'accepted', duplicate: 'duplicate', conflict: 'EVENT_CONFLICT' } as const;

/** Keeps what happened. EVENTS-1: the same id of a sender twice is one event, whatever the order of arrival. */
@Injectable()
export class EventsService {
  constructor(
    private readonly queries: EventsQueries,
    private readonly effects: Effects,
    private readonly outbox: Outbox,
  ) {}

  /** What `record` would answer for each, writing nothing: `accepted` for what is new. */
  async judge(reader: Reader, brand: Brand, events: readonly Keyed[]): Promise<EventOutcome[]> {
    if (events.length === 0) return [];
    return (await judgeKeys(events, (keys) => this.queries.known(reader, brand.id, keys))).map(
      (one) => OUTCOME[one],
    );
  }

  /** Records what is new and marks it: facts and rewards follow before the transaction commits. */
  async record(tx: Tx, brand: Brand, events: readonly NewEvent[]): Promise<EventOutcome[]> {
    if (events.length === 0) return [];
    const receivedAtMs = tx.nowMs();
    const rows = events.map((event): EventRow => ({ ...event, id: tx.nextId(), receivedAtMs }));
    const verdicts = await addKeyedRows(
      rows,
      (fresh) => this.queries.add(tx, brand.id, fresh),
      (keys) => this.queries.known(tx, brand.id, keys),
    );
    const accepted = rows.filter((_, i) => verdicts[i] === 'new');
    this.effects.mark(
      tx,
      brand.id,
      eventRecorded,
      accepted.map((row) => ({ ...row, eventId: row.id })),
    );
    this.outbox.announce(
      tx,
      brand.id,
      'events.recorded.v1',
      accepted.map(({ id }) => id),
    );
    return verdicts.map((verdict) => OUTCOME[verdict]);
  }
}
