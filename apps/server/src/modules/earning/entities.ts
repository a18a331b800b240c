import { primary, type Tables } from '../../platform/db/tables';

/** What was used of the rules' caps and budgets, what rules would have cost, and what looks wrong. */
export const earningTables: Tables = (c) => ({
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
