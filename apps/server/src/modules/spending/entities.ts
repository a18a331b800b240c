import { primary, type Tables } from '../../platform/db/tables';

export const spendingTables: Tables = (c) => ({
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
  gift: {
    columns: {
      id: c.id(),
      brand_id: c.ref(),
      name: c.text(64),
      description: c.text(255),
      /** Name of one of the drawn pictures. */
      picture: c.text(32),
      points: c.whole(),
      cash_fen: c.whole(),
      /** Who may take it: member, guide */
      audience: c.text(16),
      /** stock = left + held + taken, always */
      stock: c.whole(),
      left_count: c.whole(),
      held_count: c.whole(),
      taken_count: c.whole(),
      limit_each: c.whole(),
      /** draft, live, ended */
      state: c.text(16),
      created_at_ms: c.instant(),
      changed_at_ms: c.instant(),
    },
    index: [['brand_id', 'state', 'audience']],
  },
  gift_order: {
    columns: {
      id: c.id(),
      brand_id: c.ref(),
      gift_id: c.ref(),
      owner_kind: c.text(16),
      owner_id: c.ref(),
      order_key: c.bytes(64),
      points: c.whole(),
      cash_fen: c.whole(),
      hold_id: c.ref(),
      /** reserved, collected, cancelled, lapsed, returned */
      state: c.text(16),
      pickup_code: c.text(16),
      store_id: c.ref(),
      created_at_ms: c.instant(),
      expires_at_ms: c.instant(),
      settled_at_ms: c.instant(),
      settled_by: c.ref(),
    },
    unique: [
      ['brand_id', 'order_key'],
      ['brand_id', 'pickup_code'],
    ],
    index: [
      ['brand_id', 'owner_kind', 'owner_id', 'created_at_ms'],
      ['state', 'expires_at_ms'],
      ['gift_id', 'owner_id'],
    ],
  },
  points_transfer: {
    columns: {
      id: c.id(),
      brand_id: c.ref(),
      from_customer_id: c.ref(),
      to_customer_id: c.ref(),
      transfer_key: c.bytes(64),
      points: c.whole(),
      hold_id: c.ref(),
      message: c.text(64),
      /** waiting, accepted, cancelled, lapsed */
      state: c.text(16),
      claim_code: c.text(32),
      created_at_ms: c.instant(),
      expires_at_ms: c.instant(),
      settled_at_ms: c.instant(),
    },
    unique: [
      ['brand_id', 'transfer_key'],
      ['brand_id', 'claim_code'],
    ],
    index: [
      ['from_customer_id', 'created_at_ms'],
      ['to_customer_id', 'created_at_ms'],
      ['state', 'expires_at_ms'],
    ],
  },
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
