import type { z } from 'zod';
import { outboxEvents } from './generated/events';

/** Outbox events, versioned in the name. They carry ids, never personal data. */
export { outboxEvents };

export type OutboxEventName = keyof typeof outboxEvents;
export type OutboxPayload<N extends OutboxEventName> = z.infer<(typeof outboxEvents)[N]>;

type ListOf<P> = { [K in keyof P]: P[K] extends readonly number[] ? K : never }[keyof P];

/** Events of a whole transaction, which name the rows that it brought; the others tell of one thing each. */
export type BatchedEventName = {
  [N in OutboxEventName]: [ListOf<OutboxPayload<N>>] extends [never] ? never : N;
}[OutboxEventName];
