import { primary, type Tables } from '../../platform/db/tables';

export const tierTables: Tables = (c) => ({
  // Where a member stands. Everything in it follows from the history; `tier_change` says why.
  customer_tier: {
    columns: {
      customer_id: primary(c.ref()),
      brand_id: c.ref(),
      /** The one that counts: the higher of earned and pass. */
      level: c.small(),
      earned_level: c.small(),
      earned_since_ms: c.instant(),
      /** End of the period for which the earned level is safe; 0 at the lowest level. */
      review_at_ms: c.instant(),
      /** The review was failed and the level falls at this instant; 0 when it is not at risk. */
      falls_at_ms: c.instant(),
      warned_at_ms: c.instant(),
      /** Level by paid membership or trial card, until when; 0 without. */
      pass_level: c.small(),
      pass_until_ms: c.instant(),
      /** The figure as of the last judgement: growth or fen. */
      figure: c.whole(),
      judged_at_ms: c.instant(),
      /** The next instant at which a job must look; NEVER_MS when nothing is due. */
      due_at_ms: c.instant(),
      version: c.whole(),
    },
    index: [['due_at_ms'], ['brand_id', 'level']],
  },
  // Why every change happened. Only ever inserted.
  tier_change: {
    columns: {
      id: c.id(),
      brand_id: c.ref(),
      customer_id: c.ref(),
      from_level: c.small(),
      to_level: c.small(),
      /** joined, upgrade, kept, warned, downgrade, pass_started, pass_ended, restored, corrected, revoked */
      reason: c.text(24),
      occurred_at_ms: c.instant(),
      recorded_at_ms: c.instant(),
      scheme_version: c.whole(),
      figure: c.whole(),
      needed: c.whole(),
      /** order, refund, adjustment, review, pass, scheme, merge, join, operator */
      cause_kind: c.text(16),
      cause_id: c.ref(),
    },
    index: [
      ['customer_id', 'id'],
      ['brand_id', 'recorded_at_ms'],
    ],
  },
  // An upgrade gift is given once per level and qualification, however often history is judged anew.
  tier_gift: {
    columns: {
      customer_id: primary(c.ref()),
      level: primary(c.small()),
      brand_id: c.ref(),
      given_at_ms: c.instant(),
      points: c.whole(),
      /** The posting of the gift; 0 for a level that gave no points. */
      transaction_id: c.ref(),
      /** What a refund took back of it, where the scheme says so. */
      revoked_points: c.whole(),
    },
  },
  // Paid memberships and trial cards (体验卡).
  tier_pass: {
    columns: {
      id: c.id(),
      brand_id: c.ref(),
      customer_id: c.ref(),
      pass_key: c.bytes(64),
      /** paid, trial */
      kind: c.text(16),
      level: c.small(),
      starts_at_ms: c.instant(),
      ends_at_ms: c.instant(),
      /** What was paid; 0 for a trial. */
      amount_fen: c.whole(),
      granted_by: c.ref(),
      created_at_ms: c.instant(),
      cancelled_at_ms: c.instant(),
    },
    unique: [['brand_id', 'pass_key']],
    index: [['customer_id', 'ends_at_ms']],
  },
});
