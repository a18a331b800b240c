import type { Tables } from '../../platform/db/tables';

export const transferTables: Tables = (c) => ({
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
});
