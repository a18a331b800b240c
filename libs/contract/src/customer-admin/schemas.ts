import { z } from 'zod';
import { DayText, Fen, InstantMs, LayerCode, Points, PublicId } from '../shared/schemas';
import { TierBadge } from '../tiers/schemas';

export const CustomerListOrder = z
  .enum(['lastSeen', 'spent', 'joined'])
  .meta({ id: 'CustomerListOrder', description: 'By what a list of customers is sorted.' });

export const CustomerListItem = z
  .strictObject({
    customerId: PublicId,
    nickname: z.string().nullable(),
    isMember: z.boolean(),
    joinedAtMs: InstantMs.nullable(),
    layer: LayerCode,
    /** Null before joining. */
    tier: TierBadge.nullish(),
    orders: z.int(),
    spentFen: Fen,
    pointsAvailable: Points,
    firstSeenAtMs: InstantMs,
    lastSeenAtMs: InstantMs.nullable(),
  })
  .meta({ id: 'CustomerListItem' });

export const Customer360 = CustomerListItem.extend({
  mobileMasked: z.string().nullable(),
  homeStore: z.string().nullable(),
  identities: z.array(z.strictObject({ kind: z.string(), masked: z.string(), sinceMs: InstantMs })),
  consents: z.array(
    z.strictObject({ purpose: z.string(), granted: z.boolean(), version: z.string(), atMs: InstantMs }),
  ),
  aliases: z.array(PublicId),
  refundedFen: Fen,
  pointsPending: Points,
  /** The layer over time, oldest first: from this day on. */
  layers: z.array(z.strictObject({ from: DayText, layer: LayerCode })),
}).meta({ id: 'Customer360' });
