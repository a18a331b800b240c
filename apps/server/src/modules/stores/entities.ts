import { StoreHours } from '@liuliang/contract';
import { c, nullable, primary } from '../../platform/db/columns';
import { table, type RowOf } from '../../platform/db/table';

/** Where a store is and when it is open; a store without a row is one that members do not see. */
export const storePlaces = table(
  'store_place',
  {
    storeId: primary(c.ref()),
    brandId: c.ref(),
    city: c.text(32),
    address: c.text(120),
    phone: c.text(24),
    /** In millionths of a degree, as on the maps of WeChat (GCJ-02); null: nobody said. */
    latitudeE6: nullable(c.whole()),
    longitudeE6: nullable(c.whole()),
    hours: c.json(StoreHours),
    changedAtMs: c.instant(),
  },
  {
    index: [
      ['brandId', 'city', 'storeId'],
      ['brandId', 'latitudeE6'],
    ],
  },
);

export type StorePlaceRow = RowOf<typeof storePlaces>;
export const storeTables = [storePlaces];
