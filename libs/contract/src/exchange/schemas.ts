import { z } from 'zod';
import { InstantMs, Points } from '../shared/schemas';

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
