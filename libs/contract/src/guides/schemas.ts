import { z } from 'zod';
import { Fen, InstantMs, LayerCode, Points, PublicId } from '../shared/schemas';
import { TierBadge } from '../tiers/schemas';

export const GuideBinding = z
  .strictObject({
    guideId: PublicId,
    guideName: z.string(),
    store: z.string().nullable(),
    boundAtMs: InstantMs,
    endedAtMs: InstantMs.nullable(),
    reason: z.enum(['scan', 'transfer', 'left']),
    /** Until then another guide's scan does not take the customer over; null once ended. */
    protectedUntilMs: InstantMs.nullable(),
  })
  .meta({ id: 'GuideBinding' });

export const GuideItem = z
  .strictObject({
    guideId: PublicId,
    code: z.string(),
    name: z.string(),
    storeCode: z.string().nullable(),
    storeName: z.string().nullable(),
    customers: z.int(),
    leftAtMs: InstantMs.nullable(),
  })
  .meta({ id: 'GuideItem' });

/** What a guide needs to know about the person at the counter, and nothing more: no mobile number in full. */
export const GuideCustomerCard = z
  .strictObject({
    customerId: PublicId,
    nickname: z.string().nullable(),
    mobileMasked: z.string().nullable(),
    isMember: z.boolean(),
    joinedAtMs: InstantMs.nullable(),
    layer: LayerCode,
    /** Null before joining. */
    tier: TierBadge.nullish(),
    pointsAvailable: Points,
    pointsDebt: Points,
    orders: z.int(),
    spentFen: Fen,
    lastOrderAtMs: InstantMs.nullable(),
    lastSeenAtMs: InstantMs.nullable(),
    homeStore: z.string().nullable(),
    allowsMarketing: z.boolean(),
  })
  .meta({ id: 'GuideCustomerCard' });

export const GuideRole = z
  .strictObject({ guideId: PublicId, name: z.string(), storeCode: z.string(), storeName: z.string() })
  .meta({ id: 'GuideRole' });
