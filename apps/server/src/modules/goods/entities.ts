import { itemStates } from '@liuliang/contract';
import { c, later, nullable, primary } from '../../platform/db/columns';
import { table, tableWithoutBrand, type RowOf } from '../../platform/db/table';

/** The catalogue. What the last file says of an item is what holds. */
export const items = table(
  'item',
  {
    id: c.id(),
    brandId: c.ref(),
    /** As tills and platforms write it, compared by bytes. */
    code: c.bytes(64),
    name: c.text(128),
    /** 0: none. */
    categoryId: c.ref(),
    itemBrand: c.text(64),
    season: c.text(32),
    priceFen: nullable(c.whole()),
    costFen: nullable(c.whole()),
    launchedOn: nullable(c.day()),
    state: later(c.oneOf(itemStates)),
    changedAtMs: c.instant(),
  },
  {
    unique: [['brandId', 'code']],
    index: [
      ['brandId', 'id'],
      ['brandId', 'categoryId', 'id'],
    ],
  },
);

/** A level of a category path with all above it. Paths are never removed, so that what names one keeps its name. */
export const categories = table(
  'item_category',
  {
    id: c.id(),
    brandId: c.ref(),
    /** The whole path, compared by bytes. */
    path: c.bytes(255),
    depth: c.small(),
  },
  { unique: [['brandId', 'path']] },
);

/** Every level that an item is below, its own included: at each depth one. */
export const itemLevels = tableWithoutBrand(
  'item_level',
  {
    itemId: primary(c.ref()),
    depth: primary(c.small()),
    categoryId: c.ref(),
  },
  { index: [['categoryId', 'itemId']] },
);

export type ItemRow = RowOf<typeof items>;

export const goodsTables = [items, categories, itemLevels];
