import { primary, type Tables } from '../../platform/db/tables';

/** The ledger. Transactions and entries are only ever inserted (INV-6, also by trigger). */
export const ledgerTables: Tables = (c) => ({
  ledger_account: {
    columns: {
      id: c.id(),
      brand_id: c.ref(),
      /** member, guide, store, supplier, system */
      owner_kind: c.text(16),
      /** Row id of the owner; 0 for the system, whose accounts are told apart by bucket. */
      owner_id: c.ref(),
      /** points, guide_points, growth */
      asset: c.text(16),
      /** pending, available, held; a funder's issuance, breakage, redemption, adjustment, write_off; a store's clearing */
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
  /**
   * A credit to an owner, and what is left of it: an account's pending, available and held balances are the sums over
   * its owner's lots at every commit (INV-5). A debt is a lot below zero. Growth has none: it neither expires nor is spent.
   */
  points_lot: {
    columns: {
      id: c.id(),
      brand_id: c.ref(),
      owner_kind: c.text(16),
      owner_id: c.ref(),
      asset: c.text(16),
      /** The transaction that credited it; 0 for balances from before there were lots. */
      opened_by: c.ref(),
      opened_at_ms: c.instant(),
      /** As credited; below zero for a debt. */
      amount: c.whole(),
      pending: c.whole(),
      remaining: c.whole(),
      held: c.whole(),
      /** When pending becomes available; 0 when it was available at once. */
      activates_at_ms: c.instant(),
      /** First instant at which it is expired; the far end of time (NEVER_MS) when it never is. */
      expires_at_ms: c.instant(),
      /** The next instant at which a job has something to do with it; NEVER_MS when nothing is due. */
      due_at_ms: c.instant(),
      /** Who pays for it: system (HQ), store or supplier. */
      funder_kind: c.text(16),
      funder_id: c.ref(),
      /** Where it was earned; 0 online. */
      store_id: c.ref(),
      /** The lot that it carries on, after a merge, a transfer or a reinstatement; 0 for one of its own. */
      carried_from: c.ref(),
      /** Number of moves so far. */
      version: c.whole(),
      /** 1 while anything is in it. */
      is_open: c.small(),
    },
    index: [
      ['brand_id', 'owner_kind', 'owner_id', 'asset', 'is_open', 'expires_at_ms'],
      ['due_at_ms'],
      ['opened_by'],
    ],
  },
  // What a transaction did to a lot that was there already. Only ever inserted.
  points_lot_move: {
    columns: {
      lot_id: primary(c.ref()),
      version: primary(c.whole()),
      transaction_id: c.ref(),
      pending_change: c.whole(),
      remaining_change: c.whole(),
      held_change: c.whole(),
      /** What is left in the three after it, so that a lot proves itself row by row. */
      pending_after: c.whole(),
      remaining_after: c.whole(),
      held_after: c.whole(),
      /** The expiry from now on, where activity pushed it back; else 0. */
      expires_to_ms: c.instant(),
    },
    index: [['transaction_id']],
  },
  points_hold: {
    columns: {
      id: c.id(),
      brand_id: c.ref(),
      hold_key: c.bytes(64),
      owner_kind: c.text(16),
      owner_id: c.ref(),
      asset: c.text(16),
      points: c.whole(),
      /** order, gift, transfer, exchange, payout */
      purpose: c.text(16),
      /** open, captured, released, lapsed */
      state: c.text(16),
      created_at_ms: c.instant(),
      /** It lapses by itself at this instant. */
      expires_at_ms: c.instant(),
      held_by: c.ref(),
      settled_by: c.ref(),
      settled_at_ms: c.instant(),
      captured: c.whole(),
      /** Of the captured points, how many were given back by refunds of the spend. */
      restored: c.whole(),
    },
    unique: [['brand_id', 'hold_key']],
    index: [['state', 'expires_at_ms'], ['brand_id', 'owner_kind', 'owner_id', 'state'], ['held_by']],
  },
});
