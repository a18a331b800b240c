import { z } from 'zod';
import { PublicId } from '../shared/schemas';

const minute = z.int().min(0).max(1_440);

/** Minutes of the brand's day; null on a day when it is closed. */
const openFrom = z.strictObject({ fromMinute: minute, toMinute: minute }).nullable();

/** Monday to Sunday; empty: nobody said. */
export const StoreHours = z
  .array(openFrom)
  .refine((days) => days.length === 0 || days.length === 7)
  .refine((days) => days.every((day) => day === null || day.fromMinute < day.toMinute))
  .meta({ id: 'StoreHours', description: 'When a store is open: seven days from Monday, or none.' });

export const Latitude = z.number().min(-90).max(90);
export const Longitude = z.number().min(-180).max(180);

/** Where a store is and when it is open; empty texts and nulls: nobody said. */
const place = {
  city: z.string().trim().max(32),
  address: z.string().trim().max(120),
  phone: z
    .string()
    .trim()
    .regex(/^([0-9+][0-9 -]{4,22})?$/),
  /** As on the maps of WeChat (GCJ-02). */
  latitude: Latitude.nullable(),
  longitude: Longitude.nullable(),
  hours: StoreHours,
};

export const StorePlace = z
  .strictObject(place)
  .refine(({ latitude, longitude }) => (latitude === null) === (longitude === null))
  .meta({ id: 'StorePlace' });

export const StoreItem = z
  .strictObject({
    storeId: PublicId,
    code: z.string(),
    name: z.string(),
    /** direct, dealer, franchise, online; `unregistered`: first met in an import. */
    kind: z.string(),
    /** Null: members do not see it yet. */
    place: StorePlace.nullable(),
  })
  .meta({ id: 'StoreItem' });

/** A store as members see it. */
export const MemberStore = z
  .strictObject({
    storeId: PublicId,
    name: z.string(),
    ...place,
    /** From the place that was asked with; null where either is unknown. */
    distanceMetres: z.int().nullable(),
  })
  .meta({ id: 'MemberStore' });

/** Who looks after a member, as the guide shows herself: never a number of her own. */
export const MyGuide = z
  .strictObject({
    name: z.string(),
    store: MemberStore.nullable(),
    storeName: z.string().nullable(),
    /** What a code says by which the guide is reached in WeCom; null: none. */
    contactLink: z.string().nullable(),
  })
  .meta({ id: 'MyGuide' });
