import {
  ASSETS,
  BUCKETS,
  FUNDER_KINDS,
  HOLD_PURPOSES,
  HOLD_STATES,
  OWNER_KINDS,
  POSTING_KINDS,
  REFERENCE_KINDS,
} from '@liuliang/domain';
import { c, primary } from '../../platform/db/columns';
import { table, tableWithoutBrand, type RowOf } from '../../platform/db/table';

/** The ledger. Transactions and entries are only ever inserted (INV-6, also by trigger). */
export const ledgerAccounts = table(
  'ledger_account',
  {
    id: c.id(),
    brandId: c.ref(),
    ownerKind: c.oneOf(OWNER_KINDS),
    /** Row id of the owner; 0 for the system, whose accounts are told apart by bucket. */
    ownerId: c.ref(),
    asset: c.oneOf(ASSETS),
    bucket: c.oneOf(BUCKETS),
    /** Hot system accounts are split per writer and read as a sum. */
    shard: c.small(),
    balance: c.whole(),
    /** Number of entries so far: the newest entry's account_version. */
    version: c.whole(),
  },
  {
    unique: [['brandId', 'ownerKind', 'ownerId', 'asset', 'bucket', 'shard']],
  },
);

export const ledgerTransactions = table(
  'ledger_transaction',
  {
    id: c.id(),
    brandId: c.ref(),
    postingKey: c.bytes(96),
    requestHash: c.bytes(32),
    kind: c.oneOf(POSTING_KINDS, 32),
    referenceKind: c.oneOf(REFERENCE_KINDS),
    referenceId: c.ref(),
    reversesId: c.ref(),
    occurredAtMs: c.instant(),
    postedAtMs: c.instant(),
    /** Why, for the member and the auditor: rule, version, the sum behind the points. JSON. */
    explanation: c.long(),
    writer: c.small(),
    writerSequence: c.whole(),
    previousHash: c.bytes(32),
    hash: c.bytes(32),
  },
  {
    unique: [
      ['brandId', 'postingKey'],
      ['writer', 'writerSequence'],
    ],
    index: [['brandId', 'referenceKind', 'referenceId'], ['reversesId']],
  },
);

export const ledgerEntries = tableWithoutBrand(
  'ledger_entry',
  {
    transactionId: primary(c.ref()),
    line: primary(c.small()),
    accountId: c.ref(),
    amount: c.whole(),
    balanceAfter: c.whole(),
    accountVersion: c.whole(),
  },
  {
    unique: [['accountId', 'accountVersion']],
  },
);

/** One hash chain per writer process. */
export const ledgerWriters = tableWithoutBrand('ledger_writer', {
  writer: primary(c.small()),
  sequence: c.whole(),
  hash: c.bytes(32),
});

/**
 * A credit to an owner, and what is left of it: an account's pending, available and held balances are the sums over
 * its owner's lots at every commit (INV-5). A debt is a lot below zero. Growth has none: it neither expires nor is spent.
 */
export const pointsLots = table(
  'points_lot',
  {
    id: c.id(),
    brandId: c.ref(),
    ownerKind: c.oneOf(OWNER_KINDS),
    ownerId: c.ref(),
    asset: c.oneOf(ASSETS),
    /** The transaction that credited it; 0 for balances from before there were lots. */
    openedBy: c.ref(),
    openedAtMs: c.instant(),
    /** As credited; below zero for a debt. */
    amount: c.whole(),
    pending: c.whole(),
    remaining: c.whole(),
    held: c.whole(),
    /** When pending becomes available; 0 when it was available at once. */
    activatesAtMs: c.instant(),
    /** First instant at which it is expired; the far end of time (NEVER_MS) when it never is. */
    expiresAtMs: c.instant(),
    /** The next instant at which a job has something to do with it; NEVER_MS when nothing is due. */
    dueAtMs: c.instant(),
    /** Who pays for it: system (HQ), store or supplier. */
    funderKind: c.oneOf(FUNDER_KINDS),
    funderId: c.ref(),
    /** Where it was earned; 0 online. */
    storeId: c.ref(),
    /** The lot that it carries on, after a merge, a transfer or a reinstatement; 0 for one of its own. */
    carriedFrom: c.ref(),
    /** Number of moves so far. */
    version: c.whole(),
    /** 1 while anything is in it. */
    isOpen: c.small(),
  },
  {
    index: [['brandId', 'ownerKind', 'ownerId', 'asset', 'isOpen', 'expiresAtMs'], ['dueAtMs'], ['openedBy']],
  },
);

/** What a transaction did to a lot that was there already. Only ever inserted. */
export const lotMoves = tableWithoutBrand(
  'points_lot_move',
  {
    lotId: primary(c.ref()),
    version: primary(c.whole()),
    transactionId: c.ref(),
    pendingChange: c.whole(),
    remainingChange: c.whole(),
    heldChange: c.whole(),
    /** What is left in the three after it, so that a lot proves itself row by row. */
    pendingAfter: c.whole(),
    remainingAfter: c.whole(),
    heldAfter: c.whole(),
    /** The expiry from now on, where activity pushed it back; else 0. */
    expiresToMs: c.instant(),
  },
  {
    index: [['transactionId']],
  },
);

export const pointsHolds = table(
  'points_hold',
  {
    /** The transaction that placed it. */
    id: c.id(),
    brandId: c.ref(),
    holdKey: c.bytes(64),
    ownerKind: c.oneOf(OWNER_KINDS),
    ownerId: c.ref(),
    asset: c.oneOf(ASSETS),
    points: c.whole(),
    purpose: c.oneOf(HOLD_PURPOSES),
    state: c.oneOf(HOLD_STATES),
    createdAtMs: c.instant(),
    /** It lapses by itself at this instant. */
    expiresAtMs: c.instant(),
    /** The transaction whose lot moves keep the points: the one that placed it, or the merge that carried it over. */
    heldBy: c.ref(),
    settledBy: c.ref(),
    settledAtMs: c.instant(),
    captured: c.whole(),
    /** Of the captured points, how many were given back by refunds of the spend. */
    restored: c.whole(),
  },
  {
    unique: [['brandId', 'holdKey']],
    index: [['state', 'expiresAtMs'], ['brandId', 'ownerKind', 'ownerId', 'state'], ['heldBy']],
  },
);

/** Members whose points were put right after a late fact: what happens to them next is held against the facts again. */
export const straightenedOwners = table('points_straightened', {
  /** Row id of the member. */
  id: c.id(),
  brandId: c.ref(),
  atMs: c.instant(),
});

const BY_ID = 'found by ids that rows of the same brand name';
export const anyAccount = ledgerAccounts.acrossBrands(BY_ID);
export const anyTransaction = ledgerTransactions.acrossBrands(BY_ID);
export const anyLot = pointsLots.acrossBrands(BY_ID);
export const anyHold = pointsHolds.acrossBrands(BY_ID);

export type AccountRow = RowOf<typeof ledgerAccounts>;
export type TransactionRow = RowOf<typeof ledgerTransactions>;
export type EntryRow = RowOf<typeof ledgerEntries>;
export type LotRow = RowOf<typeof pointsLots>;
export type MoveRow = RowOf<typeof lotMoves>;
export type HoldRow = RowOf<typeof pointsHolds>;

export const ledgerTables = [
  ledgerAccounts,
  ledgerTransactions,
  ledgerEntries,
  ledgerWriters,
  pointsLots,
  lotMoves,
  pointsHolds,
  straightenedOwners,
];
