import { primary, type Tables } from '../../platform/db/tables';

export const settlementTables: Tables = (c) => ({
  // What HQ owes one party for one period. Immutable once closed.
  settlement_statement: {
    columns: {
      id: c.id(),
      brand_id: c.ref(),
      /** Year and month in the brand's zone, 202611. */
      period: c.small(),
      /** store, guide */
      party_kind: c.text(16),
      party_id: c.ref(),
      /** draft, closed, paid */
      state: c.text(16),
      redeemed_points: c.whole(),
      reward_points: c.whole(),
      clawback_points: c.whole(),
      paid_out_points: c.whole(),
      /** Expiries, adjustments, write-offs. */
      other_points: c.whole(),
      amount_fen: c.whole(),
      /** Balance of the statement before: what was not paid yet, or below zero what was taken back and not earned yet. */
      carried_in_fen: c.whole(),
      /** Debt beyond the cap, given up by a posting whose line belongs to this statement. */
      written_off_fen: c.whole(),
      carried_out_fen: c.whole(),
      payable_fen: c.whole(),
      line_count: c.whole(),
      /** Rates by which points became fen, and how far each account is settled: JSON, see terms.ts. */
      rates: c.long(),
      content_hash: c.bytes(32),
      made_at_ms: c.instant(),
      closed_at_ms: c.instant(),
      closed_by: c.ref(),
      paid_at_ms: c.instant(),
      paid_by: c.ref(),
      paid_reference: c.text(64),
    },
    unique: [['brand_id', 'period', 'party_kind', 'party_id']],
    index: [['party_kind', 'party_id', 'period']],
  },
  // An entry of the ledger is settled at most once: the primary key says so. Only ever inserted, at closing.
  settlement_line: {
    columns: {
      transaction_id: primary(c.ref()),
      line: primary(c.small()),
      statement_id: c.ref(),
      /** redemption, redemption_refund, reward, clawback, payout, payment, expiry, adjustment, write_off */
      kind: c.text(24),
      points: c.whole(),
      amount_fen: c.whole(),
      occurred_at_ms: c.instant(),
      posted_at_ms: c.instant(),
      reference_kind: c.text(16),
      reference_id: c.ref(),
    },
    index: [['statement_id', 'transaction_id']],
  },
  // Guide points on their way to being money: a hold until the transfer is final.
  payout: {
    columns: {
      id: c.id(),
      brand_id: c.ref(),
      guide_id: c.ref(),
      payout_key: c.bytes(64),
      points: c.whole(),
      amount_fen: c.whole(),
      hold_id: c.ref(),
      /** requested, sent, unknown, awaiting_claim, paid, failed, cancelled */
      state: c.text(16),
      bill_no: c.text(32),
      transfer_no: c.text(64),
      /** What the phone hands to WeChat so that the guide can claim it. */
      claim_package: c.text(512),
      fail_reason: c.text(64),
      requested_at_ms: c.instant(),
      claim_until_ms: c.instant(),
      next_look_at_ms: c.instant(),
      attempts: c.small(),
      settled_at_ms: c.instant(),
    },
    unique: [['brand_id', 'payout_key'], ['bill_no']],
    index: [['guide_id', 'requested_at_ms'], ['next_look_at_ms']],
  },
});
