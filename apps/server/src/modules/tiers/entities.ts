import { tierChangeReasons } from '@liuliang/contract';
import { c, later, primary } from '../../platform/db/columns';
import { table, type RowOf } from '../../platform/db/table';

/** Where a member stands. Everything in it follows from the history; `tier_change` says why. */
export const standings = table(
  'customer_tier',
  {
    customerId: primary(c.ref()),
    brandId: c.ref(),
    /** The one that counts: the higher of earned and pass. */
    level: c.small(),
    earnedLevel: c.small(),
    earnedSinceMs: c.instant(),
    /** End of the period for which the earned level is safe; 0 at the lowest level. */
    reviewAtMs: c.instant(),
    /** The review was failed and the level falls at this instant; 0 when it is not at risk. */
    fallsAtMs: c.instant(),
    warnedAtMs: c.instant(),
    /** Level by paid membership or trial card, until when; 0 without. */
    passLevel: c.small(),
    passUntilMs: c.instant(),
    /** The figure as of the last judgement: growth or fen. */
    figure: c.whole(),
    judgedAtMs: c.instant(),
    /** The next instant at which a job must look; NEVER_MS when nothing is due. */
    dueAtMs: c.instant(),
    version: c.whole(),
    /** What screens show besides, so that they need not judge again (TIERS-6). */
    sinceMs: c.instant(),
    keepMissing: c.whole(),
    /** The pass that counts; 0: none. */
    passId: c.ref(),
    schemeVersion: c.whole(),
    /** Until when all of this row is what a judgement says; 0 in rows from before that was stored. */
    holdsUntilMs: c.instant(),
  },
  {
    index: [['dueAtMs'], ['brandId', 'level']],
  },
);

/** Why every change happened. Only ever inserted. */
export const tierChanges = table(
  'tier_change',
  {
    id: c.id(),
    brandId: c.ref(),
    customerId: c.ref(),
    fromLevel: c.small(),
    toLevel: c.small(),
    reason: c.oneOf(tierChangeReasons, 24),
    occurredAtMs: c.instant(),
    recordedAtMs: c.instant(),
    schemeVersion: c.whole(),
    figure: c.whole(),
    needed: c.whole(),
    /** order, refund, adjustment, review, pass, scheme, merge, join, operator */
    causeKind: c.text(16),
    causeId: c.ref(),
  },
  {
    index: [
      ['customerId', 'id'],
      ['brandId', 'recordedAtMs'],
    ],
  },
);

/** An upgrade gift is given once per level and qualification, however often history is judged anew. */
export const upgradeBonuses = table('tier_gift', {
  customerId: primary(c.ref()),
  level: primary(c.small()),
  brandId: c.ref(),
  givenAtMs: c.instant(),
  points: c.whole(),
  /** The posting of the gift; 0 for a level that gave no points. */
  transactionId: later(c.ref()),
  /** What a refund took back of it, where the scheme says so. */
  revokedPoints: later(c.whole()),
});

/** Paid memberships and trial cards (体验卡). */
export const tierPasses = table(
  'tier_pass',
  {
    id: c.id(),
    brandId: c.ref(),
    customerId: c.ref(),
    passKey: c.bytes(64),
    kind: c.oneOf(['paid', 'trial']),
    level: c.small(),
    startsAtMs: c.instant(),
    endsAtMs: c.instant(),
    /** What was paid; 0 for a trial. */
    amountFen: c.whole(),
    grantedBy: c.ref(),
    createdAtMs: c.instant(),
    cancelledAtMs: later(c.instant()),
  },
  {
    unique: [['brandId', 'passKey']],
    index: [['customerId', 'endsAtMs']],
  },
);

export type PassRow = RowOf<typeof tierPasses>;

export const tierTables = [standings, tierChanges, upgradeBonuses, tierPasses];
