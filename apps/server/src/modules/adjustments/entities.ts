import { type Tables } from '../../platform/db/tables';

export const adjustmentTables: Tables = (c) => ({
  // Points given or taken by hand (人工调整), with a reason and, above a limit, a second person (INV-32).
  points_adjustment: {
    columns: {
      id: c.id(),
      brand_id: c.ref(),
      request_key: c.bytes(64),
      owner_kind: c.text(16),
      owner_id: c.ref(),
      asset: c.text(16),
      /** Above zero gives, below zero takes. */
      points: c.whole(),
      expires_at_ms: c.instant(),
      reason: c.text(255),
      /** waiting, posted, refused, withdrawn */
      state: c.text(16),
      needs_second: c.small(),
      requested_by: c.ref(),
      requested_at_ms: c.instant(),
      decided_by: c.ref(),
      decided_at_ms: c.instant(),
      decision_note: c.text(255),
      transaction_id: c.ref(),
    },
    unique: [['brand_id', 'request_key']],
    index: [
      ['brand_id', 'state', 'requested_at_ms'],
      ['owner_kind', 'owner_id'],
    ],
  },
  // A lot that another system kept before; the line's key makes importing twice harmless.
  opening_balance: {
    columns: {
      id: c.id(),
      brand_id: c.ref(),
      line_key: c.bytes(64),
      content_hash: c.bytes(16),
      customer_id: c.ref(),
      asset: c.text(16),
      points: c.whole(),
      expires_at_ms: c.instant(),
      transaction_id: c.ref(),
      imported_at_ms: c.instant(),
    },
    unique: [['brand_id', 'line_key']],
  },
});
