import { z } from 'zod';
import { route } from './route';

/** Rows are checked one by one by the same rules as `cli import`; a bad row is reported and loses nothing else. */
const field = z.union([z.string().max(512), z.number(), z.null()]);
const row = z.record(z.string().max(32), field);
export const BATCH_ROWS_MAX = 2_000;
export const LINES_MAX = 200;
/**
 * As above, and with `lines`, if the sender has them: of an order `item`, `quantity` and `amount_fen` each, of a refund
 * the `line` of the order, counted from 1, and its `amount_fen`. They add up to the row's own `amount_fen`.
 */
const rowWithLines = z.record(
  z.string().max(32),
  z.union([field, z.array(z.record(z.string().max(32), field)).max(LINES_MAX)]),
);

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
      orders: z.array(rowWithLines).max(BATCH_ROWS_MAX).default([]),
      refunds: z.array(rowWithLines).max(BATCH_ROWS_MAX).default([]),
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
