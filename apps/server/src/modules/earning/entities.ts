import { primary, type Tables } from '../../platform/db/tables';

/** What earns points, as data. A published version is never changed; a change is a new version with its own start. */
export const earningTables: Tables = (c) => ({
  earning_rules: {
    columns: {
      id: c.id(),
      brand_id: c.ref(),
      version: c.whole(),
      /** draft, published */
      state: c.text(16),
      /** Orders and events from this instant on are judged by it. */
      starts_at_ms: c.instant(),
      /** The programme as the pure rules take it (`EarningRules`), JSON. */
      rules: c.long(),
      note: c.text(255),
      created_by: c.ref(),
      created_at_ms: c.instant(),
      changed_at_ms: c.instant(),
      published_by: c.ref(),
      published_at_ms: c.instant(),
    },
    unique: [['brand_id', 'version']],
    index: [['brand_id', 'state', 'starts_at_ms']],
  },
  // Points a customer got on a day under a capped rule: what is left of the cap is read under the customer's lock.
  earning_usage: {
    columns: {
      customer_id: primary(c.ref()),
      day: primary(c.day()),
      rule: primary(c.text(48)),
      brand_id: c.ref(),
      points: c.whole(),
      times: c.whole(),
    },
  },
  earning_budget: {
    columns: { brand_id: primary(c.ref()), rule: primary(c.text(48)), points: c.whole() },
  },
  // What rules would have cost over past orders. A run whose lease has lapsed died with its process.
  earning_back_test: {
    columns: {
      id: c.id(),
      brand_id: c.ref(),
      /** 0: rules of an editor. */
      rule_version: c.whole(),
      rules: c.long(),
      from_day: c.day(),
      to_day: c.day(),
      orders: c.whole(),
      orders_done: c.whole(),
      /** running, done, failed */
      state: c.text(16),
      result: c.long(),
      started_by: c.ref(),
      started_at_ms: c.instant(),
      finished_at_ms: c.instant(),
      lease_until_ms: c.instant(),
    },
    index: [['brand_id', 'id']],
  },
  // What looks like a guide rewarding himself. Found by rules, judged by people.
  reward_flag: {
    columns: {
      id: c.id(),
      brand_id: c.ref(),
      guide_id: c.ref(),
      order_id: c.ref(),
      /** own_purchase, looped_refund */
      kind: c.text(24),
      noted_at_ms: c.instant(),
      /** open, dismissed, confirmed */
      state: c.text(16),
      decided_by: c.ref(),
      decided_at_ms: c.instant(),
    },
    unique: [['brand_id', 'order_id', 'kind']],
    index: [['brand_id', 'state', 'noted_at_ms']],
  },
});
