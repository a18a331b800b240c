import { primary, type Tables } from '../../platform/db/tables';

export const exchangeTables: Tables = (c) => ({
  exchange_rate: {
    columns: {
      from_brand_id: primary(c.ref()),
      to_brand_id: primary(c.ref()),
      /** `from_points` of one brand are `to_points` of the other; whole multiples only. */
      from_points: c.whole(),
      to_points: c.whole(),
      day_limit: c.whole(),
      changed_at_ms: c.instant(),
    },
  },
  points_exchange: {
    columns: {
      id: c.id(),
      exchange_key: c.bytes(64),
      from_brand_id: c.ref(),
      from_customer_id: c.ref(),
      to_brand_id: c.ref(),
      to_customer_id: c.ref(),
      from_points: c.whole(),
      to_points: c.whole(),
      day: c.day(),
      created_at_ms: c.instant(),
    },
    unique: [['from_brand_id', 'exchange_key']],
    index: [['from_customer_id', 'day']],
  },
});
