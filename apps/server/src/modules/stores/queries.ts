import type { Reader } from '../../platform/db/statements';
import type { Box } from '@liuliang/domain';
import { storePlaces, type StorePlaceRow } from './entities';

export const E6 = 1_000_000;
/** Stores within one box that are measured. */
const MEASURED_MAX = 1_000;

/** Stores within a box, whatever their order. */
export const placesIn = (reader: Reader, brandId: number, box: Box): Promise<StorePlaceRow[]> =>
  storePlaces.select(
    reader,
    brandId,
    {},
    {
      and: [
        'latitude_e6 BETWEEN ? AND ? AND longitude_e6 BETWEEN ? AND ?',
        ...[box.south, box.north, box.west, box.east].map((degrees) => Math.round(degrees * E6)),
      ],
      limit: MEASURED_MAX,
    },
  );

/** Stores by city, or of one city. */
export const placesByCity = (
  reader: Reader,
  brandId: number,
  city: string | undefined,
  limit: number,
): Promise<StorePlaceRow[]> =>
  storePlaces.select(reader, brandId, city === undefined ? {} : { city }, { order: 'city, store_id', limit });

/** Every city with stores, in one walk along the index. */
export async function citiesOf(reader: Reader, brandId: number): Promise<string[]> {
  const rows = await reader.query<{ city: string }>(
    "SELECT DISTINCT city FROM store_place WHERE brand_id = ? AND city <> '' ORDER BY city",
    [brandId],
  );
  return rows.map(({ city }) => city);
}
