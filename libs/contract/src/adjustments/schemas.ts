import { z } from 'zod';
import { InstantMs, Points, PublicId } from '../shared/schemas';

export const AdjustmentState = z
  .enum(['waiting', 'posted', 'refused', 'withdrawn'])
  .meta({ id: 'AdjustmentState' });

export const AdjustmentAsset = z.enum(['points', 'guide_points', 'growth']).meta({ id: 'AdjustmentAsset' });

/** Points given or taken by hand: why, who asked, and who decided. */
export const Adjustment = z
  .strictObject({
    adjustmentId: PublicId,
    ownerKind: z.enum(['member', 'guide']),
    ownerId: PublicId,
    /** Nickname or name of the owner. */
    who: z.string().nullable(),
    asset: AdjustmentAsset,
    /** Above zero gives, below zero takes. */
    points: Points,
    /** First instant at which given points are expired; null: never. */
    expiresAtMs: InstantMs.nullable(),
    reason: z.string(),
    state: AdjustmentState,
    needsSecond: z.boolean(),
    requestedBy: z.string(),
    requestedAtMs: InstantMs,
    decidedBy: z.string().nullable(),
    decidedAtMs: InstantMs.nullable(),
    note: z.string().nullable(),
    /** What the caller may do now. */
    may: z.strictObject({ decide: z.boolean(), withdraw: z.boolean() }),
  })
  .meta({ id: 'Adjustment' });

export const AdjustmentSettings = z
  .strictObject({
    /** Up to this many points, given or taken, one person is enough. */
    limitPoints: z.int().min(0).max(1e12),
    /** Nobody gives or takes more at once. */
    maxPoints: z.int().min(1).max(1e12),
  })
  .meta({ id: 'AdjustmentSettings' });
