import { z } from 'zod';
import { route } from './route';

/** Rows are checked one by one by the same rules as `cli import`; a bad row is reported and loses nothing else. */
const row = z.record(z.string().max(32), z.union([z.string().max(512), z.number(), z.null()]));
export const BATCH_ROWS_MAX = 2_000;

export const BatchOutcome = z
  .strictObject({
    accepted: z.int(),
    duplicate: z.int(),
    rejected: z.array(z.strictObject({ index: z.int(), code: z.string(), field: z.string().nullable() })),
  })
  .meta({ id: 'BatchOutcome' });

export const openRoutes = {
  ingestBatch: route({
    method: 'POST',
    path: '/open/batches',
    access: 'open-api',
    summary:
      'Events, orders and refunds from POS and platforms. Headers: X-Liuliang-Key, -Timestamp (ms), -Nonce, -Signature, Idempotency-Key',
    body: z.strictObject({
      events: z.array(row).max(BATCH_ROWS_MAX).default([]),
      orders: z.array(row).max(BATCH_ROWS_MAX).default([]),
      refunds: z.array(row).max(BATCH_ROWS_MAX).default([]),
    }),
    reply: z.strictObject({ events: BatchOutcome, orders: BatchOutcome, refunds: BatchOutcome }),
    errors: [
      'SIGNATURE_MISSING',
      'SIGNATURE_STALE',
      'SIGNATURE_WRONG',
      'SIGNATURE_REPLAYED',
      'REQUEST_IN_PROGRESS',
      'IDEMPOTENCY_KEY_REUSED',
    ],
  }),
};
