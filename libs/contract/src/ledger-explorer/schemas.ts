import { z } from 'zod';
import { PointsAsset } from '../ledger/schemas';
import { InstantMs, Points, PublicId } from '../shared/schemas';

export const LedgerOwnerKind = z.enum(['member', 'guide', 'store', 'supplier', 'system']);

/** Whose points they are. `name` is a guide's name or a store's; members have none here. */
export const LedgerOwner = z
  .strictObject({
    kind: LedgerOwnerKind,
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

/** What a transaction is about, to go on from: an order number, a gift, a lot, the transaction that it reverses. */
export const LedgerSource = z
  .strictObject({
    /**
     * order, refund, event, merge, posting (what it reverses), lot, gift, transfer, exchange, payout, statement, tier,
     * member, adjustment, opening; spend: points in an order at a till
     */
    kind: z.string(),
    /** To be handed to the route of that kind; null when there is none to hand it to. */
    id: PublicId.nullable(),
    /** As a person reads it: the seller's order number, the till's; else null. */
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

/** What all open lots of an owner come to, however few of them are on a page. */
export const LedgerLotTotals = z
  .strictObject({
    openLots: z.int(),
    pending: Points,
    held: Points,
    /** What ends first, all lots of that instant together; null when nothing available ever ends. */
    next: z.strictObject({ points: Points, expiresAtMs: InstantMs }).nullable(),
  })
  .meta({ id: 'LedgerLotTotals' });

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
    /** Of a correction after a late fact: what came late, and the transaction that it corrects. */
    late: z.strictObject({ cause: LedgerSource, corrects: PublicId.nullable() }).nullable(),
    /** The hold that it placed or settled. */
    hold: LedgerHold.nullable(),
  })
  .meta({ id: 'LedgerTransaction' });
