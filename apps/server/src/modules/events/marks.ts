import { mark } from '../../platform/effects';

/** An event that is new. */
export interface RecordedEvent {
  readonly eventId: number;
  /** Kept, not an alias, and locked by this transaction. */
  readonly customerId: number;
  readonly type: string;
  readonly occurredAtMs: number;
  /** 0: none, like the store. */
  readonly channel: number;
  readonly storeId: number;
}

export const eventRecorded = mark<RecordedEvent>('events.recorded');
