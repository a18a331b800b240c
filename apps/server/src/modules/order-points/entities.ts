import type { Tables } from '../../platform/db/tables';

export const orderPointsTables: Tables = (c) => ({
  // Points of one order of a till or a shop: what was asked for and at which rate. What became of them is in the hold.
  order_points: {
    columns: {
      id: c.id(),
      brand_id: c.ref(),
      /** The caller's name for it, unique in the brand whichever connector asks. */
      request_key: c.bytes(48),
      content_hash: c.bytes(16),
      customer_id: c.ref(),
      order_key: c.bytes(64),
      order_fen: c.whole(),
      /** Who redeems them; 0 for HQ. */
      store_id: c.ref(),
      points: c.whole(),
      worth_fen: c.whole(),
      hold_id: c.ref(),
      created_at_ms: c.instant(),
    },
    unique: [['brand_id', 'request_key']],
    index: [['brand_id', 'order_key']],
  },
  // A refund of the points part of an order. Only ever inserted.
  order_points_return: {
    columns: {
      id: c.id(),
      order_points_id: c.ref(),
      refund_key: c.bytes(48),
      points: c.whole(),
      worth_fen: c.whole(),
      /** Of the points, those whose lots had expired meanwhile. */
      expired: c.whole(),
      returned_at_ms: c.instant(),
    },
    unique: [['order_points_id', 'refund_key']],
  },
});
