import { z } from 'zod';

const id = z.int().positive();

/** Outbox events, versioned in the name. They carry ids, never personal data. */
export const outboxEvents = {
  'members.joined.v1': z.strictObject({ brandId: id, customerId: id, joinedAtMs: z.int() }),
  'members.merged.v1': z.strictObject({ brandId: id, keptId: id, aliasId: id, mergeId: id }),
  'members.unmerged.v1': z.strictObject({ brandId: id, keptId: id, aliasId: id, mergeId: id }),
} as const;

export type OutboxEventName = keyof typeof outboxEvents;
export type OutboxPayload<N extends OutboxEventName> = z.infer<(typeof outboxEvents)[N]>;
