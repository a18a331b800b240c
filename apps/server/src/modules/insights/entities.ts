import { primary, type Tables } from '../../platform/db/tables';

/** Facts from which layers are read. See README: one row is true from `day` until the day before `next_day`. */
export const insightsTables: Tables = (c) => ({
  customer_day: {
    columns: {
      brand_id: primary(c.ref()),
      /** 0: the whole brand; otherwise a channel's number. */
      scope: primary(c.small()),
      customer_id: primary(c.ref()),
      day: primary(c.day()),
      next_day: c.day(),
      /** What happened on this very day: bit 1 touch, 2 shallow, 4 deep, 8 purchase or refund. */
      happened: c.small(),
      last_touch_day: c.day(),
      last_shallow_day: c.day(),
      last_deep_day: c.day(),
      last_purchase_day: c.day(),
      purchase_days: c.small(),
    },
    // Holds every column that a day's count needs, so that the count never leaves the index.
    index: [
      [
        'brand_id',
        'scope',
        'next_day',
        'day',
        'last_purchase_day',
        'purchase_days',
        'last_deep_day',
        'last_shallow_day',
        'last_touch_day',
      ],
    ],
  },
  // Running figures per customer, so that lists and cards need no scan.
  customer_total: {
    columns: {
      customer_id: primary(c.ref()),
      brand_id: c.ref(),
      orders: c.whole(),
      paid_fen: c.whole(),
      refunded_fen: c.whole(),
      first_seen_at_ms: c.instant(),
      last_seen_at_ms: c.instant(),
      last_order_at_ms: c.instant(),
    },
    index: [['brand_id', 'last_seen_at_ms', 'customer_id']],
  },
  // Counts of finished days, kept to draw charts quickly; dropped from a day on when late facts arrive.
  layer_snapshot: {
    columns: {
      brand_id: primary(c.ref()),
      day: primary(c.day()),
      scope: primary(c.small()),
      /** Layer model and both windows: `5r/90/365`. */
      model: primary(c.text(32)),
      layer: primary(c.small()),
      /** Layer 0 marks the day as filled: 0, or minus the number of who is filling it. */
      customers: c.whole(),
    },
  },
});
