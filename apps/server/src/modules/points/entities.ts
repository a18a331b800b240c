import { primary, type Tables } from '../../platform/db/tables';

/** The ledger. Transactions and entries are only ever inserted (INV-6, also by trigger). */
export const pointsTables: Tables = (c) => ({
  ledger_account: {
    columns: {
      id: c.id(),
      brand_id: c.ref(),
      /** member, guide, store, system */
      owner_kind: c.text(16),
      /** Row id of the owner; 0 for the system, whose accounts are told apart by bucket. */
      owner_id: c.ref(),
      /** points, guide_points, growth */
      asset: c.text(16),
      /** pending, available, held; issuance, breakage, redemption, adjustment, clearing for the system */
      bucket: c.text(16),
      /** Hot system accounts are split per writer and read as a sum. */
      shard: c.small(),
      balance: c.whole(),
      /** Number of entries so far: the newest entry's account_version. */
      version: c.whole(),
    },
    unique: [['brand_id', 'owner_kind', 'owner_id', 'asset', 'bucket', 'shard']],
  },
  ledger_transaction: {
    columns: {
      id: c.id(),
      brand_id: c.ref(),
      posting_key: c.bytes(96),
      request_hash: c.bytes(32),
      kind: c.text(32),
      reference_kind: c.text(16),
      reference_id: c.ref(),
      reverses_id: c.ref(),
      occurred_at_ms: c.instant(),
      posted_at_ms: c.instant(),
      /** Why, for the member and the auditor: rule, version, the sum behind the points. JSON. */
      explanation: c.long(),
      writer: c.small(),
      writer_sequence: c.whole(),
      previous_hash: c.bytes(32),
      hash: c.bytes(32),
    },
    unique: [
      ['brand_id', 'posting_key'],
      ['writer', 'writer_sequence'],
    ],
    index: [['brand_id', 'reference_kind', 'reference_id'], ['reverses_id']],
  },
  ledger_entry: {
    columns: {
      transaction_id: primary(c.ref()),
      line: primary(c.small()),
      account_id: c.ref(),
      amount: c.whole(),
      balance_after: c.whole(),
      account_version: c.whole(),
    },
    unique: [['account_id', 'account_version']],
  },
  // One hash chain per writer process.
  ledger_writer: {
    columns: { writer: primary(c.small()), sequence: c.whole(), hash: c.bytes(32) },
  },
});
