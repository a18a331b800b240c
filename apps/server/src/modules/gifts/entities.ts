import type { Tables } from '../../platform/db/tables';

export const giftTables: Tables = (c) => ({
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
});
