import { z } from 'zod';
import { Fen, InstantMs } from '../shared/schemas';

/** By which door rows come in. */
export const rowSources = ['file', 'api'] as const;

export const WaitingRefund = z
  .strictObject({
    /** The seller's own numbers. */
    refundId: z.string(),
    /** What it waits for. */
    orderId: z.string(),
    amountFen: Fen,
    refundedAtMs: InstantMs,
    waitingSinceMs: InstantMs,
    /** null: taken in before this was noted. */
    source: z.enum(rowSources).nullable(),
  })
  .meta({ id: 'WaitingRefund', description: 'A refund whose order has not come yet. It names no person.' });
