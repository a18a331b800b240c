import { z } from 'zod';
import { PointsAsset } from './points.schemas';
import { route } from './route';
import { DayText, InstantMs, page, PageQuery, Points, PublicId } from './shared.schemas';
import { AuditResult } from './system.routes';

const OwnerKind = z.enum(['member', 'guide', 'store', 'supplier', 'system']);

/** Whose points they are. `name` is a guide's name or a store's; members have none here. */
export const LedgerOwner = z
  .strictObject({
    kind: OwnerKind,
    /** Public id of the customer or guide, code of the store; null for the system and suppliers. */
    id: z.string().nullable(),
    name: z.string().nullable(),
  })
  .meta({ id: 'LedgerOwner' });

export const LedgerAccount = z
  .strictObject({
    id: PublicId,
    owner: LedgerOwner,
    asset: PointsAsset,
    /** pending, available, held; a funder's issuance, breakage, redemption, adjustment, write_off; a store's clearing */
    bucket: z.string(),
    /** Hot system accounts have one row per writing process. */
    shard: z.int(),
    balance: Points,
    /** Number of its entries. */
    version: z.int(),
  })
  .meta({ id: 'LedgerAccount' });

/** What a transaction is about, to go on from: an order number, a hold, a lot, the transaction that it reverses. */
export const LedgerSource = z
  .strictObject({
    /** order, refund, event, merge, posting, manual, hold, lot, gift, payout, tier, exchange */
    kind: z.string(),
    /** To be handed to the route of that kind; null when there is none to hand it to. */
    id: PublicId.nullable(),
    /** As a person reads it: the seller's order number, a hold's key; else null. */
    label: z.string().nullable(),
  })
  .meta({ id: 'LedgerSource' });

const transactionHead = {
  id: PublicId,
  kind: z.string(),
  postingKey: z.string(),
  source: LedgerSource,
  occurredAtMs: InstantMs,
  postedAtMs: InstantMs,
};

/** A transaction as one of its accounts sees it. */
export const LedgerAccountLine = z
  .strictObject({ ...transactionHead, amount: Points, balanceAfter: Points, accountVersion: z.int() })
  .meta({ id: 'LedgerAccountLine' });

export const LedgerLot = z
  .strictObject({
    id: PublicId,
    owner: LedgerOwner,
    asset: PointsAsset,
    points: Points,
    pending: Points,
    remaining: Points,
    held: Points,
    openedAtMs: InstantMs,
    activatesAtMs: InstantMs.nullable(),
    expiresAtMs: InstantMs.nullable(),
    funder: LedgerOwner,
    /** Code of the store where it was earned; null online. */
    store: z.string().nullable(),
    isOpen: z.boolean(),
    /** The transaction that opened it; null for balances from before there were lots. */
    openedBy: PublicId.nullable(),
    carriedFrom: PublicId.nullable(),
  })
  .meta({ id: 'LedgerLot' });

/** What a transaction did to a lot; version 0 is its opening. */
export const LedgerLotMove = z
  .strictObject({
    lotId: PublicId,
    version: z.int(),
    transactionId: PublicId,
    kind: z.string(),
    occurredAtMs: InstantMs,
    pendingChange: Points,
    remainingChange: Points,
    heldChange: Points,
    pendingAfter: Points,
    remainingAfter: Points,
    heldAfter: Points,
    expiresToMs: InstantMs.nullable(),
  })
  .meta({ id: 'LedgerLotMove' });

export const LedgerHold = z
  .strictObject({
    id: PublicId,
    holdKey: z.string(),
    owner: LedgerOwner,
    asset: PointsAsset,
    points: Points,
    /** order, gift, transfer, exchange, payout */
    purpose: z.string(),
    state: z.enum(['open', 'captured', 'released', 'lapsed']),
    createdAtMs: InstantMs,
    expiresAtMs: InstantMs,
    settledAtMs: InstantMs.nullable(),
    captured: Points,
    restored: Points,
    heldBy: PublicId,
    settledBy: PublicId.nullable(),
  })
  .meta({ id: 'LedgerHold' });

export const LedgerTransaction = z
  .strictObject({
    ...transactionHead,
    explanation: z.record(z.string(), z.unknown()),
    /** The transaction that this one reverses, and the one that reversed it. */
    reverses: PublicId.nullable(),
    reversedBy: PublicId.nullable(),
    writer: z.int(),
    writerSequence: z.int(),
    /** SHA-256 in hex; each follows from the one before it in its writer's chain. */
    requestHash: z.string(),
    previousHash: z.string(),
    hash: z.string(),
    entries: z.array(
      z.strictObject({
        line: z.int(),
        account: LedgerAccount,
        amount: Points,
        balanceAfter: Points,
        accountVersion: z.int(),
      }),
    ),
    lots: z.array(LedgerLotMove),
    /** The hold that it placed or settled. */
    hold: LedgerHold.nullable(),
  })
  .meta({ id: 'LedgerTransaction' });

const ownerQuery = {
  ownerKind: OwnerKind.optional(),
  /** Public id of a customer or guide, or code of a store. */
  owner: z.string().trim().min(1).max(64).optional(),
  asset: PointsAsset.optional(),
};

/** From an account to its transactions, to their entries, lots and holds, to what caused them, and back. */
export const ledgerRoutes = {
  ledgerAccounts: route({
    method: 'GET',
    path: '/operator/ledger/accounts',
    access: 'operator:ledger.read',
    summary: 'Accounts, also of one owner; an owner that does not exist has none',
    query: PageQuery.extend({ ...ownerQuery, bucket: z.string().max(16).optional() }),
    reply: page(LedgerAccount),
    errors: [],
  }),
  ledgerAccount: route({
    method: 'GET',
    path: '/operator/ledger/accounts/:accountId',
    access: 'operator:ledger.read',
    summary: 'One account with its transactions, newest first',
    params: z.strictObject({ accountId: PublicId }),
    query: PageQuery,
    reply: page(LedgerAccountLine).extend({ account: LedgerAccount }),
    errors: ['LEDGER_ACCOUNT_UNKNOWN'],
  }),
  ledgerTransaction: route({
    method: 'GET',
    path: '/operator/ledger/transactions/:transactionId',
    access: 'operator:ledger.read',
    summary: 'One transaction: entries, lots, hold, hash, and what caused it',
    params: z.strictObject({ transactionId: PublicId }),
    reply: LedgerTransaction,
    errors: ['LEDGER_TRANSACTION_UNKNOWN'],
  }),
  ledgerLots: route({
    method: 'GET',
    path: '/operator/ledger/lots',
    access: 'operator:ledger.read',
    summary: 'Lots of one owner, the open ones first and by expiry',
    query: PageQuery.extend({
      ownerKind: OwnerKind,
      owner: z.string().trim().min(1).max(64),
      asset: PointsAsset.default('points'),
    }),
    reply: page(LedgerLot),
    errors: [],
  }),
  ledgerLot: route({
    method: 'GET',
    path: '/operator/ledger/lots/:lotId',
    access: 'operator:ledger.read',
    summary: 'One lot with every move, oldest first',
    params: z.strictObject({ lotId: PublicId }),
    reply: z.strictObject({ lot: LedgerLot, moves: z.array(LedgerLotMove) }),
    errors: ['LOT_UNKNOWN'],
  }),
  ledgerHolds: route({
    method: 'GET',
    path: '/operator/ledger/holds',
    access: 'operator:ledger.read',
    summary: 'Open holds, the one that lapses first at the top; or all of one owner, newest first',
    query: PageQuery.extend({ ownerKind: ownerQuery.ownerKind, owner: ownerQuery.owner }),
    reply: page(LedgerHold),
    errors: [],
  }),
  ledgerExpiryForecast: route({
    method: 'GET',
    path: '/operator/ledger/expiry',
    access: 'operator:ledger.read',
    summary: 'What will expire month by month if nobody spends it',
    query: z.strictObject({ asset: PointsAsset.default('points') }),
    reply: z.strictObject({
      asOfMs: InstantMs,
      /** Due already and not yet posted by the job. */
      overdue: Points,
      never: Points,
      months: z.array(
        z.strictObject({
          month: z.string().regex(/^\d{4}-\d{2}$/),
          points: Points,
          lots: z.int(),
          owners: z.int(),
        }),
      ),
    }),
    errors: [],
  }),
  ledgerAudits: route({
    method: 'GET',
    path: '/operator/ledger/audits',
    access: 'operator:ledger.read',
    summary: 'Audits that were run, newest first: the nightly ones of everything and those of this brand',
    query: PageQuery,
    reply: page(
      AuditResult.extend({ id: PublicId, scope: z.enum(['everything', 'brand']), tookMs: z.int() }),
    ),
    errors: [],
  }),
  ledgerAudit: route({
    method: 'POST',
    path: '/operator/ledger/audit',
    access: 'operator:ledger.audit',
    summary: 'Prove the ledger now: every invariant over the whole brand',
    reply: AuditResult,
    errors: [],
  }),
  ledgerRoots: route({
    method: 'GET',
    path: '/operator/ledger/roots',
    access: 'operator:ledger.read',
    summary:
      'Daily roots over the ends of all chains, newest first; publishing one pins the history before it',
    query: PageQuery,
    reply: page(
      z.strictObject({
        day: DayText,
        root: z.string(),
        previousRoot: z.string(),
        transactions: z.int(),
        heads: z.array(z.strictObject({ writer: z.int(), sequence: z.int(), hash: z.string() })),
        madeAtMs: InstantMs,
      }),
    ),
    errors: [],
  }),
};
