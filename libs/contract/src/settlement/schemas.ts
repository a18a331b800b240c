import { z } from 'zod';
import { LedgerSource } from '../ledger-explorer/schemas';
import { Fen, InstantMs, Points, PublicId } from '../shared/schemas';

/** Money that may be owed in either direction. */
export const SignedFen = z
  .int()
  .min(-1e12)
  .max(1e12)
  .meta({ id: 'SignedFen', description: 'Fen, whole; below zero is owed to the brand.' });

export const Month = z
  .string()
  .regex(/^2\d{3}-(0[1-9]|1[0-2])$/)
  .meta({ id: 'Month', description: 'A calendar month of the brand, YYYY-MM.' });

export const PartyKind = z.enum(['store', 'guide']).meta({ id: 'PartyKind' });

export const SettlementParty = z
  .strictObject({
    kind: PartyKind,
    /** Code of the store, public id of the guide. */
    id: z.string(),
    name: z.string(),
  })
  .meta({ id: 'SettlementParty' });

/**
 * redemption: points taken by a store, or spent by a guide on gifts; reward: guide points given for sales; payout: cash
 * that a guide drew; payment: a statement that was paid; write_off: a debt above the limit, given up.
 */
export const SettlementLineKind = z
  .enum([
    'redemption',
    'redemption_refund',
    'reward',
    'clawback',
    'payout',
    'payment',
    'expiry',
    'adjustment',
    'write_off',
  ])
  .meta({ id: 'SettlementLineKind' });

/** One entry of the ledger, settled once. */
export const SettlementLine = z
  .strictObject({
    transactionId: PublicId,
    line: z.int(),
    kind: SettlementLineKind,
    points: Points,
    amountFen: SignedFen,
    occurredAtMs: InstantMs,
    postedAtMs: InstantMs,
    reference: LedgerSource,
  })
  .meta({ id: 'SettlementLine' });

const totals = {
  redeemedPoints: Points,
  rewardPoints: Points,
  clawbackPoints: Points,
  paidOutPoints: Points,
  /** Expiries, adjustments, write-offs. */
  otherPoints: Points,
  /** Sum of the lines. */
  amountFen: SignedFen,
  /** Balance of the statement before; unpaid sums are carried over, debts down to the limit too. */
  carriedInFen: SignedFen,
  /** Debt beyond the limit that this statement gave up. */
  writtenOffFen: Fen,
  carriedOutFen: SignedFen,
  payableFen: Fen,
  lines: z.int(),
};

export const SettlementStatement = z
  .strictObject({
    period: Month,
    party: SettlementParty,
    /** draft: computed now, changes with every posting; closed: nothing in it ever changes; paid */
    state: z.enum(['draft', 'closed', 'paid']),
    ...totals,
    /** As frozen at closing; for a draft as they are now. Fen per 100 points. */
    rates: z.strictObject({ points: z.int(), guidePoints: z.int() }),
    /** SHA-256 over the statement and its lines, hex; null for a draft. */
    contentHash: z.string().nullable(),
    closedAtMs: InstantMs.nullable(),
    closedBy: z.string().nullable(),
    paidAtMs: InstantMs.nullable(),
    paidBy: z.string().nullable(),
    paidReference: z.string().nullable(),
    /** Whether paying it needs somebody other than who closed it (two people above the limit). */
    needsSecondPerson: z.boolean(),
    /** What stands against paying it now; null when it can be paid. */
    notPayableBecause: z.enum(['draft', 'paid', 'nothing_owed', 'carried_over']).nullable(),
  })
  .meta({ id: 'SettlementStatement' });

/** What the payment of a statement would change. */
export const SettlementPayment = z
  .strictObject({
    party: SettlementParty,
    payableFen: Fen,
    /** What is owed to the party in all, with what came after the statement, at the rates of today. */
    owedFen: z.strictObject({ before: SignedFen, after: SignedFen }),
    /** The party's points by asset: what it has, what the payment takes, what is left. */
    points: z.array(
      z.strictObject({
        asset: z.enum(['points', 'guide_points']),
        before: Points,
        taken: Points,
        after: Points,
      }),
    ),
  })
  .meta({ id: 'SettlementPayment' });

/** All statements of a month together, of every party that is asked about. */
export const SettlementTotals = z
  .strictObject({ statements: z.int(), ...totals, paidFen: Fen })
  .meta({ id: 'SettlementTotals' });

export const SettlementPeriod = z
  .strictObject({
    period: Month,
    /** open: the month is not over; closable; closed: every party that had anything is closed */
    state: z.enum(['open', 'closable', 'closed']),
    endsAtMs: InstantMs,
    /** Parties with something to settle that are not closed yet. */
    drafts: z.int(),
    closed: z.int(),
    paid: z.int(),
    payableFen: Fen,
    paidFen: Fen,
  })
  .meta({ id: 'SettlementPeriod' });

/** Whole numbers alone: fen per 100 points. */
const PerHundred = z.int().min(0).max(1_000_000);

/** What points are worth between the brand and its stores and guides. */
export const SettlementRates = z
  .strictObject({
    /** What a store gets for 100 member points that it took. */
    storeFenPer100: PerHundred,
    /** What 100 guide points are worth, to the guide and to a store that took them. */
    guideFenPer100: PerHundred,
    /** What 100 outstanding points are expected to cost. */
    costFenPer100: z.strictObject({ points: PerHundred, guidePoints: PerHundred }),
    /** A debt is carried over down to here; what is beyond is written off. */
    carryCapFen: Fen,
    /** Above it closing and paying need two people. */
    secondPersonFen: Fen,
    payout: z.strictObject({
      isEnabled: z.boolean(),
      minPoints: z.int().min(1).max(1e9),
      maxPointsPerDay: z.int().min(1).max(1e9),
    }),
  })
  .meta({ id: 'SettlementRates' });

/** opening + issued − redeemed − expired − clawedBack + adjusted = closing, to the point. */
export const LiabilityFigures = z
  .strictObject({
    opening: Points,
    issued: Points,
    /** Became available; both pending and available points are outstanding, so it changes no total. */
    activated: Points,
    redeemed: Points,
    expired: Points,
    clawedBack: Points,
    /** Manual adjustments, imported balances, transfers, merges. */
    adjusted: Points,
    closing: Points,
    closingPending: Points,
    costFen: SignedFen,
  })
  .meta({ id: 'LiabilityFigures' });

export const LiabilityRow = LiabilityFigures.extend({
  asset: z.enum(['points', 'guide_points']),
  month: Month,
  funder: z.strictObject({ kind: z.enum(['system', 'store', 'supplier']), name: z.string().nullable() }),
  /** Name of the store where the points were earned; null where there was none. */
  store: z.string().nullable(),
}).meta({ id: 'LiabilityRow' });

export const LiabilityProgramme = LiabilityFigures.extend({
  asset: z.enum(['points', 'guide_points']),
  costFenPer100: z.int(),
  /** Share of the finished cohort that expired, in 1/10,000; null without a history. */
  breakageBp: z.int().nullable(),
  expectedBreakage: Points.nullable(),
  /** Cost of what is expected to be redeemed. */
  expectedCostFen: SignedFen.nullable(),
}).meta({ id: 'LiabilityProgramme' });

/** The same figure from the lots and from the entries; the report is right when the two agree. */
export const LiabilityTie = z
  .strictObject({
    asset: z.enum(['points', 'guide_points']),
    figure: z.enum(['closing', 'redeemed', 'expired']),
    lots: Points,
    entries: Points,
  })
  .meta({ id: 'LiabilityTie' });

export const LiabilityReport = z
  .strictObject({
    from: Month,
    to: Month,
    asOfMs: InstantMs,
    programmes: z.array(LiabilityProgramme),
    rows: z.array(LiabilityRow),
    /** What is outstanding now by the month in which it expires; null: never. */
    byExpiry: z.array(
      z.strictObject({
        asset: z.enum(['points', 'guide_points']),
        month: Month.nullable(),
        points: Points,
        costFen: SignedFen,
      }),
    ),
    ties: z.array(LiabilityTie),
    isTied: z.boolean(),
  })
  .meta({ id: 'LiabilityReport' });

/**
 * requested: not sent yet; sent: WeChat works on it; unknown: no answer, being asked for by its number; awaiting_claim:
 * the guide has to collect it; paid, failed, cancelled: final, the points are used or given back.
 */
export const PayoutState = z
  .enum(['requested', 'sent', 'unknown', 'awaiting_claim', 'paid', 'failed', 'cancelled'])
  .meta({ id: 'PayoutState' });

export const Payout = z
  .strictObject({
    payoutId: PublicId,
    points: Points,
    amountFen: Fen,
    state: PayoutState,
    /** WeChat's reason, or ours; null unless it failed. */
    failReason: z.string().nullable(),
    requestedAtMs: InstantMs,
    /** Until when it can be collected. */
    claimUntilMs: InstantMs.nullable(),
    settledAtMs: InstantMs.nullable(),
  })
  .meta({ id: 'Payout' });

export const PayoutRow = Payout.extend({
  guide: SettlementParty,
  billNo: z.string(),
  transferNo: z.string().nullable(),
  attempts: z.int(),
  nextLookAtMs: InstantMs.nullable(),
}).meta({ id: 'PayoutRow' });

export const GuideWallet = z
  .strictObject({
    serverNowMs: InstantMs,
    available: Points,
    pending: Points,
    held: Points,
    debt: Points,
    /** What the available points are worth today. */
    availableFen: Fen,
    fenPer100: z.int(),
    payout: z.strictObject({
      isEnabled: z.boolean(),
      minPoints: z.int(),
      /** What may still be drawn today, by the limit and the balance. */
      maxPointsNow: z.int(),
    }),
    /** The month under way. */
    thisMonth: SettlementStatement,
  })
  .meta({ id: 'GuideWallet' });
