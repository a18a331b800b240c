import { z } from 'zod';
import { DayText, Fen, InstantMs, LayerCode, Points, PublicId } from '../shared/schemas';
import { TierBadge } from '../tiers/schemas';

export const GuideBinding = z
  .strictObject({
    guideId: PublicId,
    guideName: z.string(),
    store: z.string().nullable(),
    boundAtMs: InstantMs,
    endedAtMs: InstantMs.nullable(),
    reason: z.enum(['scan', 'code', 'transfer', 'left']),
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
    /** Gifts that wait for them at any counter, the first to lapse first. */
    giftsWaiting: z.array(z.strictObject({ name: z.string(), untilMs: InstantMs })),
    /** This year's day; only of members who allow marketing messages. Never the year of birth. */
    birthday: z.strictObject({ on: DayText, isLunar: z.boolean() }).nullable(),
    /** What expires next, within two months; the points are good until just before the instant. */
    pointsExpiring: z.strictObject({ points: Points, atMs: InstantMs }).nullable(),
  })
  .meta({ id: 'GuideCustomerCard' });

/** As the card, with what a page about one person has room for. */
export const GuideCustomerPage = GuideCustomerCard.extend({
  /** Null: nothing yet. */
  lastPurchase: z
    .strictObject({
      paidAtMs: InstantMs,
      amountFen: Fen,
      refundedFen: Fen,
      store: z.string().nullable(),
      channel: z.string().nullable(),
      /** 0 where the order came without lines. */
      pieces: z.int(),
      /** The first line that says what it is; null: none does. */
      item: z.string().nullable(),
    })
    .nullable(),
}).meta({ id: 'GuideCustomerPage' });

/** One of a guide's own customers. */
export const GuideCustomerItem = GuideCustomerCard.extend({
  /** When the two last met, or were put together. */
  contactAtMs: InstantMs,
}).meta({ id: 'GuideCustomerItem' });

export const GuideRole = z
  .strictObject({ guideId: PublicId, name: z.string(), storeCode: z.string(), storeName: z.string() })
  .meta({ id: 'GuideRole' });
