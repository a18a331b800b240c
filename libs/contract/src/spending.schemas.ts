import { z } from 'zod';
import { Fen, InstantMs, Points, PublicId } from './shared.schemas';

/** The caller's own name for something it asks for; the same key again with the same content gets the same answer. */
export const RequestKey = z
  .string()
  .regex(/^[A-Za-z0-9._:-]{1,40}$/)
  .meta({ id: 'RequestKey' });

/** Points that can be asked for: at least one. */
export const PointsAsked = z.int().min(1).max(1e12);

export const StoreCode = z.string().min(1).max(32);

/** Names of the pictures that the product ships for gifts. */
export const giftPictures = ['bag', 'bottle', 'box', 'candle', 'cup', 'flower', 'lipstick', 'star'] as const;

export const PointsHold = z
  .strictObject({
    key: z.string(),
    state: z.enum(['open', 'captured', 'released', 'lapsed']),
    orderKey: z.string(),
    store: z.string().nullable(),
    points: Points,
    /** What the held points are worth, by the rate when they were held. */
    worthFen: Fen,
    captured: Points,
    capturedWorthFen: Fen,
    restored: Points,
    restoredWorthFen: Fen,
    expiresAtMs: InstantMs,
  })
  .meta({ id: 'PointsHold' });

/** How many points an order may be paid with. `pointsMax` is 0 when `reason` says why. */
export const PointsQuote = z
  .strictObject({
    orderFen: Fen,
    pointsAvailable: Points,
    pointsMin: Points,
    pointsStep: Points,
    pointsMax: Points,
    worthMaxFen: Fen,
    fenPer100Points: z.int(),
    reason: z.enum(['disabled', 'debt', 'order_too_small', 'points_too_few']).nullable(),
  })
  .meta({ id: 'PointsQuote' });

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

export const TransferRules = z
  .strictObject({
    enabled: z.boolean(),
    minPoints: PointsAsked,
    /** Points that one member may send in a day of the brand; 0 for any number. */
    dayLimit: z.int().min(0).max(1e12),
    ttlHours: z.int().min(1).max(720),
  })
  .meta({ id: 'TransferRules' });

export const OrderPointsRules = z
  .strictObject({
    enabled: z.boolean(),
    /** What 100 points are worth in an order, in fen. */
    fenPer100Points: z.int().min(1).max(1_000_000),
    minPoints: PointsAsked,
    stepPoints: PointsAsked,
    /** Share of an order's amount that may be paid with points. */
    maxPercent: z.int().min(1).max(100),
    /** How long an order may hold points before they lapse back. */
    holdMinutes: z.int().min(1).max(43_200),
  })
  .meta({ id: 'OrderPointsRules' });

export const SpendingSettings = z
  .strictObject({
    orders: OrderPointsRules,
    gifts: z.strictObject({ pickupDays: z.int().min(1).max(365) }),
    transfers: TransferRules,
  })
  .meta({ id: 'SpendingSettings' });

/** `fromPoints` of one brand are `toPoints` of the other; whole multiples only. */
export const ExchangeRate = z
  .strictObject({
    fromBrand: z.string(),
    fromBrandName: z.string(),
    toBrand: z.string(),
    toBrandName: z.string(),
    fromPoints: z.int(),
    toPoints: z.int(),
    /** Points of the first brand that one person may give in a day; 0 for any number. */
    dayLimit: z.int(),
    changedAtMs: InstantMs,
  })
  .meta({ id: 'ExchangeRate' });

/** Where the caller's points can go. */
export const ExchangeOffer = z
  .strictObject({
    brand: z.string(),
    brandName: z.string(),
    fromPoints: z.int(),
    toPoints: z.int(),
    /** Points that may still be given today; null for any number. */
    leftToday: z.int().nullable(),
    /** Most points that can be given now, a whole multiple of `fromPoints`. */
    pointsMax: z.int(),
    /** Why it cannot be used now; `not_member_there`: nobody there bears the same verified number or WeChat. */
    hindrance: z.enum(['not_member_there', 'points_too_few', 'day_limit', 'debt']).nullable(),
  })
  .meta({ id: 'ExchangeOffer' });

export const Exchange = z
  .strictObject({
    brand: z.string(),
    brandName: z.string(),
    fromPoints: Points,
    toPoints: Points,
    createdAtMs: InstantMs,
  })
  .meta({ id: 'Exchange' });
