import type { StoredConfig } from '../../platform/areas';
import { c, later, primary } from '../../platform/db/columns';
import { table, tableWithoutBrand, type RowOf } from '../../platform/db/table';

export const brands = tableWithoutBrand(
  'brand',
  {
    id: c.id(),
    code: c.text(32),
    name: c.text(64),
    slogan: c.text(128),
    primaryColour: c.text(16),
    radiusPx: c.small(),
    timeZone: c.text(64),
    /** Read through `settingsOf` and the section of the area that owns it. */
    config: c.json<StoredConfig>({ parse: (value) => value as StoredConfig }),
    createdAtMs: c.instant(),
  },
  {
    unique: [['code']],
  },
);

/** A brand with its rules, as every other area receives it. */
export type Brand = Readonly<RowOf<typeof brands>>;

export const stores = table(
  'store',
  {
    id: c.id(),
    brandId: c.ref(),
    code: c.bytes(32),
    name: c.text(64),
    /** direct, dealer, franchise, online; `unregistered`: first met in an import. */
    kind: c.text(16),
    region: c.text(64),
  },
  {
    unique: [['brandId', 'code']],
  },
);

export type StoreRow = Readonly<RowOf<typeof stores>>;

/** `number` is the scope of facts: 0 is the whole brand, so channels count from 1. */
export const channels = table(
  'channel',
  {
    brandId: primary(c.ref()),
    number: primary(c.small()),
    code: c.bytes(32),
    quadrant: c.text(16),
  },
  {
    unique: [['brandId', 'code']],
  },
);

/** Who sells in the stores, by the code that a till prints. */
export const guides = table(
  'guide',
  {
    id: c.id(),
    brandId: c.ref(),
    code: c.bytes(32),
    storeId: later(c.ref()),
    /** The customer behind the guide's own WeChat; 0 for a guide first met in an import. */
    customerId: later(c.ref()),
    name: c.text(64),
    leftAtMs: later(c.instant()),
  },
  {
    unique: [['brandId', 'code']],
    index: [['customerId'], ['brandId', 'storeId']],
  },
);

export const brandTables = [brands, stores, channels, guides];
