import { z } from 'zod';
import { Channel, DayText, Fen, InstantMs, LayerCode, Points, PublicId, StoreCode } from '../shared/schemas';
import { SceneMeaning } from '../scene-codes/schemas';
import { TierBadge, TierLevelNumber } from '../tiers/schemas';

/** By what customers can be narrowed down without naming anybody. */
export const customerFilters = {
  layer: LayerCode.optional(),
  member: z.enum(['yes', 'no']).optional(),
  /** Members at this level. */
  tier: TierLevelNumber.optional(),
  /** Home store, by its code. */
  store: StoreCode.optional(),
  /** Whoever did anything in this channel. */
  channel: Channel.optional(),
  /** Paid before refunds, both ends included. Whoever was never seen is left out by a range. */
  spentFromFen: Fen.optional(),
  spentToFen: Fen.optional(),
  /** Days on which they were last seen, both included. */
  seenFrom: DayText.optional(),
  seenTo: DayText.optional(),
};

export const CustomerListOrder = z
  .enum(['lastSeen', 'spent', 'joined'])
  .meta({ id: 'CustomerListOrder', description: 'By what a list of customers is sorted.' });

export const CustomerListItem = z
  .strictObject({
    customerId: PublicId,
    nickname: z.string().nullable(),
    isMember: z.boolean(),
    joinedAtMs: InstantMs.nullable(),
    layer: LayerCode,
    /** Null before joining. */
    tier: TierBadge.nullish(),
    orders: z.int(),
    spentFen: Fen,
    pointsAvailable: Points,
    firstSeenAtMs: InstantMs,
    lastSeenAtMs: InstantMs.nullable(),
  })
  .meta({ id: 'CustomerListItem' });

export const CustomerOrder = z
  .strictObject({
    orderId: PublicId,
    /** The seller's own number. */
    number: z.string(),
    customerId: PublicId,
    nickname: z.string().nullable(),
    paidAtMs: InstantMs,
    receivedAtMs: InstantMs,
    amountFen: Fen,
    refundedFen: Fen,
    channel: z.string().nullable(),
    store: z.string().nullable(),
    /** Empty where the order came without lines. */
    lines: z.array(
      z.strictObject({
        line: z.int(),
        item: z.string(),
        quantity: z.int(),
        amountFen: Fen,
        refundedFen: Fen,
      }),
    ),
    refunds: z.array(
      z.strictObject({
        refundId: PublicId,
        number: z.string(),
        refundedAtMs: InstantMs,
        amountFen: Fen,
        /** `excess`: more than was left of the order; reported, not applied. `withdrawn`: taken back with its import. */
        state: z.enum(['waiting', 'applied', 'excess', 'withdrawn']),
        /** By whom, and when; null: it was not. */
        withdrawn: z.strictObject({ atMs: InstantMs, operator: z.string().nullable() }).nullable(),
      }),
    ),
  })
  .meta({ id: 'CustomerOrder', description: 'An order with its lines and refunds.' });

export const Customer360 = CustomerListItem.extend({
  mobileMasked: z.string().nullable(),
  homeStore: z.string().nullable(),
  /** The code by which they joined; null where they joined without one, or have not. */
  joinedBy: SceneMeaning.extend({ atMs: InstantMs }).nullable(),
  identities: z.array(z.strictObject({ kind: z.string(), masked: z.string(), sinceMs: InstantMs })),
  consents: z.array(
    z.strictObject({ purpose: z.string(), granted: z.boolean(), version: z.string(), atMs: InstantMs }),
  ),
  aliases: z.array(PublicId),
  /** Merges that stand and may be taken back, the latest first: ids of the merge and of who was merged. */
  merges: z.array(z.strictObject({ mergeId: PublicId, aliasId: PublicId, atMs: InstantMs })),
  refundedFen: Fen,
  pointsPending: Points,
  /** The layer over time, oldest first: from this day on. */
  layers: z.array(z.strictObject({ from: DayText, layer: LayerCode })),
}).meta({ id: 'Customer360' });
