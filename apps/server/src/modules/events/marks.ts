import { mark } from '../../platform/effects';

/** An event that is new. */
export interface RecordedEvent {
  readonly eventId: number;
  /** Kept, not an alias, and locked by this transaction. */
  readonly customerId: number;
  /** Whose it is: the customer whom the identity stood for when it happened. After a merge that is an alias. */
  readonly filedUnder: number;
  /** When the customer was last merged or parted; 0: never. */
  readonly mergedAtMs: number;
  readonly type: string;
  readonly occurredAtMs: number;
  /** 0: none, like the store. */
  readonly channel: number;
  readonly storeId: number;
}

export const eventRecorded = mark<RecordedEvent>('events.recorded');
