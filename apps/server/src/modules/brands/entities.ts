import { primary, type Tables } from '../../platform/db/tables';

export const brandTables: Tables = (c) => ({
  brand: {
    columns: {
      id: c.id(),
      code: c.text(32),
      name: c.text(64),
      slogan: c.text(128),
      primary_colour: c.text(16),
      radius_px: c.small(),
      time_zone: c.text(64),
      /** Earning rule, layer windows and catalogue changes; see config.ts. */
      config: c.long(),
      created_at_ms: c.instant(),
    },
    unique: [['code']],
  },
  store: {
    columns: {
      id: c.id(),
      brand_id: c.ref(),
      code: c.bytes(32),
      name: c.text(64),
      /** direct, dealer, franchise, online; `unregistered`: first met in an import. */
      kind: c.text(16),
      region: c.text(64),
    },
    unique: [['brand_id', 'code']],
  },
  // `number` is the scope of facts: 0 is the whole brand, so channels count from 1.
  channel: {
    columns: {
      brand_id: primary(c.ref()),
      number: primary(c.small()),
      code: c.bytes(32),
      quadrant: c.text(16),
    },
    unique: [['brand_id', 'code']],
  },
});
