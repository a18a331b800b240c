import { z } from 'zod';
import { InstantMs, Points, PointsAsked, PublicId } from '../shared/schemas';

export const TransferState = z
  .enum(['waiting', 'accepted', 'cancelled', 'lapsed'])
  .meta({ id: 'TransferState' });

export const Transfer = z
  .strictObject({
    transferId: PublicId,
    direction: z.enum(['sent', 'received']),
    points: Points,
    message: z.string(),
    state: TransferState,
    /** For the sender while it waits: who has it may accept, once. */
    claimCode: z.string().nullable(),
    /** Nickname of the other side; null while nobody accepted or when there is none. */
    other: z.string().nullable(),
    createdAtMs: InstantMs,
    expiresAtMs: InstantMs,
    settledAtMs: InstantMs.nullable(),
  })
  .meta({ id: 'Transfer' });

/** Somebody of a transfer; the name only where the reader may see it. */
const Party = z.strictObject({ customerId: PublicId, nickname: z.string().nullable() });

/** A transfer as operators see it: who gave points to whom, never the words or the code. */
export const TransferPage = z
  .strictObject({
    transferId: PublicId,
    points: Points,
    state: TransferState,
    from: Party,
    /** Null until somebody accepts. */
    to: Party.nullable(),
    createdAtMs: InstantMs,
    expiresAtMs: InstantMs,
    settledAtMs: InstantMs.nullable(),
  })
  .meta({ id: 'TransferPage' });

export const TransferRules = z
  .strictObject({
    enabled: z.boolean(),
    minPoints: PointsAsked,
    /** Points that one member may send in a day of the brand; 0 for any number. */
    dayLimit: z.int().min(0).max(1e12),
    ttlHours: z.int().min(1).max(720),
  })
  .meta({ id: 'TransferRules' });
