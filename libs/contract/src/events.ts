import { z } from 'zod';

const id = z.int().positive();
/** As many as one event names at most: what a transaction brought comes in pieces of this many. */
export const EVENT_IDS_MAX = 200;
const ids = z.array(id).min(1).max(EVENT_IDS_MAX);

/** Outbox events, versioned in the name. They carry ids, never personal data. */
export const outboxEvents = {
  'adjustments.posted.v1': z.strictObject({ brandId: id, adjustmentIds: ids }),
  'events.recorded.v1': z.strictObject({ brandId: id, eventIds: ids }),
  'gift_orders.settled.v1': z.strictObject({ brandId: id, giftOrderIds: ids }),
  'members.joined.v1': z.strictObject({ brandId: id, customerId: id, joinedAtMs: z.int() }),
  'members.merged.v1': z.strictObject({ brandId: id, keptId: id, aliasId: id, mergeId: id }),
  'members.unmerged.v1': z.strictObject({ brandId: id, keptId: id, aliasId: id, mergeId: id }),
  'orders.paid.v1': z.strictObject({ brandId: id, orderIds: ids }),
  'orders.refunded.v1': z.strictObject({ brandId: id, refundIds: ids }),
  'payouts.settled.v1': z.strictObject({ brandId: id, payoutIds: ids }),
  'points.posted.v1': z.strictObject({ brandId: id, transactionIds: ids }),
  'tiers.changed.v1': z.strictObject({ brandId: id, changeIds: ids }),
  'transfers.settled.v1': z.strictObject({ brandId: id, transferIds: ids }),
} as const;

export type OutboxEventName = keyof typeof outboxEvents;
export type OutboxPayload<N extends OutboxEventName> = z.infer<(typeof outboxEvents)[N]>;

type ListOf<P> = { [K in keyof P]: P[K] extends readonly number[] ? K : never }[keyof P];

/** Events of a whole transaction, which name the rows that it brought; the others tell of one thing each. */
export type BatchedEventName = {
  [N in OutboxEventName]: [ListOf<OutboxPayload<N>>] extends [never] ? never : N;
}[OutboxEventName];
