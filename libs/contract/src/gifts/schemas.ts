import { z } from 'zod';
import { Fen, InstantMs, Points, PointsAsked, PublicId } from '../shared/schemas';

/** Names of the pictures that the product ships for gifts. */
export const giftPictures = ['bag', 'bottle', 'box', 'candle', 'cup', 'flower', 'lipstick', 'star'] as const;

export const GiftState = z.enum(['draft', 'live', 'ended']).meta({ id: 'GiftState' });

export const GiftAudience = z.enum(['member', 'guide']).meta({ id: 'GiftAudience' });

const giftFields = {
  name: z.string().trim().min(1).max(32),
  description: z.string().trim().max(200),
  picture: z.enum(giftPictures),
  points: PointsAsked,
  /** Paid at the counter, on top of the points; 0 for none. */
  cashFen: Fen,
  audience: GiftAudience,
  stock: z.int().min(0).max(1_000_000),
  /** How many one person may take; 0 for any number. */
  limitEach: z.int().min(0).max(1_000),
};

/** What an editor of gifts types in. */
export const GiftInput = z.strictObject(giftFields).meta({ id: 'GiftInput' });

/** A gift as its editor sees it: stock = left + held + taken, always. */
export const Gift = z
  .strictObject({
    giftId: PublicId,
    ...giftFields,
    name: z.string(),
    description: z.string(),
    picture: z.string(),
    left: z.int(),
    held: z.int(),
    taken: z.int(),
    state: GiftState,
    changedAtMs: InstantMs,
  })
  .meta({ id: 'Gift' });

/** A gift as whoever may take it sees it. */
export const GiftCard = z
  .strictObject({
    giftId: PublicId,
    name: z.string(),
    description: z.string(),
    picture: z.string(),
    points: Points,
    cashFen: Fen,
    left: z.int(),
    limitEach: z.int(),
    /** How many the caller has reserved or taken. */
    mine: z.int(),
    /** Why it cannot be taken now; null when it can. */
    hindrance: z.enum(['sold_out', 'limit_reached', 'points_too_few', 'debt']).nullable(),
  })
  .meta({ id: 'GiftCard' });

export const GiftShelf = z
  .strictObject({
    asset: z.enum(['points', 'guide_points']),
    pointsAvailable: Points,
    pointsDebt: Points,
    serverNowMs: InstantMs,
    items: z.array(GiftCard),
  })
  .meta({ id: 'GiftShelf' });

export const GiftOrderState = z
  .enum(['reserved', 'collected', 'cancelled', 'lapsed', 'returned'])
  .meta({ id: 'GiftOrderState' });

/** A gift that somebody reserved, as that person sees it. */
export const GiftOrder = z
  .strictObject({
    orderId: PublicId,
    giftId: PublicId,
    name: z.string(),
    picture: z.string(),
    points: Points,
    cashFen: Fen,
    state: GiftOrderState,
    /** Shown at the counter; null once settled. */
    pickupCode: z.string().nullable(),
    /** Where it was collected. */
    store: z.string().nullable(),
    createdAtMs: InstantMs,
    expiresAtMs: InstantMs,
    settledAtMs: InstantMs.nullable(),
  })
  .meta({ id: 'GiftOrder' });

/** What a guide sees before handing a gift over. */
export const GiftPickup = z
  .strictObject({
    orderId: PublicId,
    name: z.string(),
    picture: z.string(),
    points: Points,
    cashFen: Fen,
    state: GiftOrderState,
    audience: GiftAudience,
    /** Nickname of the person, or null. */
    who: z.string().nullable(),
    expiresAtMs: InstantMs,
    collectedAtMs: InstantMs.nullable(),
    /** Where it was collected; null before that. */
    store: z.string().nullable(),
  })
  .meta({ id: 'GiftPickup' });

/** A gift order as operators see it. */
export const GiftOrderRow = z
  .strictObject({
    orderId: PublicId,
    giftId: PublicId,
    name: z.string(),
    audience: GiftAudience,
    /** The customer or the guide. */
    ownerId: PublicId,
    who: z.string().nullable(),
    points: Points,
    cashFen: Fen,
    state: GiftOrderState,
    store: z.string().nullable(),
    createdAtMs: InstantMs,
    expiresAtMs: InstantMs,
    settledAtMs: InstantMs.nullable(),
  })
  .meta({ id: 'GiftOrderRow' });

/** One gift order with what became of it; names only of who the reader may see. */
export const GiftOrderPage = GiftOrderRow.extend({
  /** When it was handed over, also where it was brought back since. */
  collectedAtMs: InstantMs.nullable(),
  /** The guide who handed it over. */
  handedBy: z.string().nullable(),
  /** Transactions of the ledger: that set the points aside, and that took or gave them back. */
  heldBy: PublicId.nullable(),
  settledBy: PublicId.nullable(),
}).meta({ id: 'GiftOrderPage' });
