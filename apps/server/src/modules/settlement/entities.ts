import { payoutLifecycle, settlementLineKinds, statementLifecycle } from '@liuliang/domain';
import { c, later, primary } from '../../platform/db/columns';
import { table, tableWithoutBrand, type RowOf } from '../../platform/db/table';

/** What HQ owes one party for one period. Immutable once closed. */
export const statements = table(
  'settlement_statement',
  {
    id: c.id(),
    brandId: c.ref(),
    /** Year and month in the brand's zone, 202611. */
    period: c.small(),
    partyKind: c.oneOf(['store', 'guide']),
    partyId: c.ref(),
    state: c.oneOf(statementLifecycle.states),
    redeemedPoints: later(c.whole()),
    rewardPoints: later(c.whole()),
    clawbackPoints: later(c.whole()),
    paidOutPoints: later(c.whole()),
    /** Expiries, adjustments, write-offs. */
    otherPoints: later(c.whole()),
    amountFen: later(c.whole()),
    /** Balance of the statement before: what was not paid yet, or below zero what was taken back and not earned yet. */
    carriedInFen: later(c.whole()),
    /** Debt beyond the cap, given up by a posting whose line belongs to this statement. */
    writtenOffFen: later(c.whole()),
    carriedOutFen: later(c.whole()),
    payableFen: later(c.whole()),
    lineCount: later(c.whole()),
    /** Rates by which points became fen, and how far each account is settled: JSON, see terms.ts. */
    rates: later(c.long()),
    contentHash: later(c.bytes(32)),
    madeAtMs: c.instant(),
    closedAtMs: c.instant(),
    closedBy: c.ref(),
    paidAtMs: later(c.instant()),
    paidBy: later(c.ref()),
    paidReference: later(c.text(64)),
  },
  {
    unique: [['brandId', 'period', 'partyKind', 'partyId']],
    index: [['partyKind', 'partyId', 'period']],
  },
);

/** An entry of the ledger is settled at most once: the primary key says so. Only ever inserted, at closing. */
export const settlementLines = tableWithoutBrand(
  'settlement_line',
  {
    transactionId: primary(c.ref()),
    line: primary(c.small()),
    statementId: c.ref(),
    kind: c.oneOf(settlementLineKinds, 24),
    points: c.whole(),
    amountFen: c.whole(),
    occurredAtMs: c.instant(),
    postedAtMs: c.instant(),
    referenceKind: c.text(16),
    referenceId: c.ref(),
  },
  {
    index: [['statementId', 'transactionId']],
  },
);

/** Guide points on their way to being money: a hold until the transfer is final. */
export const payouts = table(
  'payout',
  {
    id: c.id(),
    brandId: c.ref(),
    guideId: c.ref(),
    payoutKey: c.bytes(64),
    points: c.whole(),
    amountFen: c.whole(),
    holdId: c.ref(),
    state: c.oneOf(payoutLifecycle.states),
    billNo: c.text(32),
    transferNo: later(c.text(64)),
    /** What the phone hands to WeChat so that the guide can claim it. */
    claimPackage: later(c.text(512)),
    failReason: later(c.text(64)),
    requestedAtMs: c.instant(),
    claimUntilMs: later(c.instant()),
    nextLookAtMs: c.instant(),
    attempts: later(c.small()),
    settledAtMs: later(c.instant()),
  },
  {
    unique: [['brandId', 'payoutKey'], ['billNo']],
    index: [['guideId', 'requestedAtMs'], ['nextLookAtMs']],
  },
);

export type StatementRow = RowOf<typeof statements>;
export type LineRow = RowOf<typeof settlementLines>;
export type PayoutRow = RowOf<typeof payouts>;

export const settlementTables = [statements, settlementLines, payouts];
