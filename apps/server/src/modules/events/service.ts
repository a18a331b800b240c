import { Inject, Injectable } from '@nestjs/common';
import { dayOf } from '@liuliang/domain';
import { CLOCK } from '../../platform/tokens';
import type { Clock } from '../../platform/clock';
import { addKeyedRows, judgeKeys, type Keyed } from '../../platform/db/keyed-rows';
import type { Reader, Tx } from '../../platform/db/statements';
import { IdSource } from '../../platform/ids';
import type { Brand } from '../brands';
import { depthFor, FactsService, totalOfEvent, type FactsChange } from '../insights';
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

/** What became of a batch. */
export interface RecordedEvents {
  /** One per row, in the order given. */
  readonly outcomes: EventOutcome[];
  /** Those that are new, with the row id of each. */
  readonly accepted: readonly (NewEvent & { readonly eventId: number })[];
}

const OUTCOME = { new: 'accepted', duplicate: 'duplicate', conflict: 'EVENT_CONFLICT' } as const;

/** Keeps what happened. EVENTS-1: the same id of a sender twice is one event, whatever the order of arrival. */
@Injectable()
export class EventsService {
  constructor(
    private readonly queries: EventsQueries,
    private readonly facts: FactsService,
    private readonly ids: IdSource,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** What `record` would answer for each, writing nothing: `accepted` for what is new. */
  async judge(reader: Reader, brand: Brand, events: readonly Keyed[]): Promise<EventOutcome[]> {
    if (events.length === 0) return [];
    return (await judgeKeys(events, (keys) => this.queries.known(reader, brand.id, keys))).map(
      (one) => OUTCOME[one],
    );
  }

  /** Rewards are for whoever calls: the locks of the ledger come last, after those of everything else. */
  async record(tx: Tx, brand: Brand, events: readonly NewEvent[]): Promise<RecordedEvents> {
    if (events.length === 0) return { outcomes: [], accepted: [] };
    const receivedAtMs = this.clock.nowMs();
    const rows = events.map((event): EventRow => ({ ...event, id: this.ids.next(), receivedAtMs }));
    const verdicts = await addKeyedRows(
      rows,
      (fresh) => this.queries.add(tx, brand.id, fresh),
      (keys) => this.queries.known(tx, brand.id, keys),
    );
    const accepted = rows.filter((_, i) => verdicts[i] === 'new');
    if (accepted.length > 0) await this.facts.apply(tx, brand, changeBy(brand, accepted));
    const outcomes = verdicts.map((verdict) => OUTCOME[verdict]);
    return { outcomes, accepted: accepted.map((row) => ({ ...row, eventId: row.id })) };
  }
}

/** What new events change: the depth of each on its day in the brand's zone, and when each customer was seen. */
function changeBy(brand: Brand, rows: readonly EventRow[]): FactsChange {
  const facts = rows.flatMap(({ customerId, channel, type, occurredAtMs }) => {
    const depth = depthFor(brand, type);
    const isInteraction = depth === 'touch' || depth === 'shallow' || depth === 'deep';
    return isInteraction ? [{ customerId, channel, day: dayOf(occurredAtMs, brand.timeZone), depth }] : [];
  });
  const totals = rows.map(({ customerId, occurredAtMs }) => totalOfEvent(customerId, occurredAtMs));
  return { facts, purchases: new Map(), totals };
}
