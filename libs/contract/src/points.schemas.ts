import { z } from 'zod';
import { InstantMs, Points, PublicId } from './shared.schemas';

/** The programmes an owner can have points in. `growth` decides tiers and can neither expire nor be spent. */
export const PointsAsset = z.enum(['points', 'guide_points', 'growth']).meta({ id: 'PointsAsset' });

/** What points came from or went to, as data: the screens have the words. */
export const PointsReason = z
  .strictObject({
    /** `hold` is points reserved or used, `purpose` says for what. */
    about: z.enum([
      'order',
      'refund',
      'event',
      'gift',
      'tier',
      'transfer',
      'exchange',
      'payout',
      'merge',
      'opening',
      'adjustment',
      'hold',
    ]),
    /** What a hold was for: order, gift, transfer, exchange, payout. */
    purpose: z.string().nullable(),
    /** The seller's order number. */
    orderId: z.string().nullable(),
    amountFen: z.int().nullable(),
    channel: z.string().nullable(),
    store: z.string().nullable(),
    /** Which version of the earning rules gave the points: `v3`. */
    rule: z.string().nullable(),
    /** The sum behind the points as its rule wrote it down; see the earning rules for the fields. */
    explanation: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'PointsReason' });

/** Why a member's points changed. `spend` took them for something, `return` gave them back. */
export const pointsItemKinds = [
  'earn',
  'activate',
  'spend',
  'return',
  'clawback',
  'expire',
  'transfer',
  'merge',
  'opening',
  'adjustment',
] as const;

/** One line of the points history: a change of what is available. */
export const PointsItem = z
  .strictObject({
    id: PublicId,
    kind: z.enum(pointsItemKinds),
    points: Points,
    balanceAfter: Points,
    occurredAtMs: InstantMs,
    reason: PointsReason,
  })
  .meta({ id: 'PointsItem' });

/** `available` is below zero while there is a debt; `debt` is then how much, else 0. */
const balance = { available: Points, pending: Points, held: Points, debt: Points };

export const PointsHistory = z
  .strictObject({ ...balance, items: z.array(PointsItem), nextCursor: z.string().nullable() })
  .meta({ id: 'PointsHistory' });

const scheduled = z.strictObject({ atMs: InstantMs, points: Points });

/** Everything about a balance at `serverNowMs`, judged at that instant whatever job ran when. */
export const PointsOverview = z
  .strictObject({
    serverNowMs: InstantMs,
    ...balance,
    /** When what is pending becomes available, soonest first. */
    pendingSchedule: z.array(scheduled),
    /** When what is available expires, soonest first; what never expires is not in it. */
    expiring: z.array(scheduled),
    expiringNext: scheduled.nullable(),
    /** Earned since 1 January in the brand's zone, less what refunds took back. */
    earnedThisYear: Points,
  })
  .meta({ id: 'PointsOverview' });

/** One credit and what is left of it. */
export const PointsLot = z
  .strictObject({
    id: PublicId,
    /** As credited. */
    points: Points,
    pending: Points,
    remaining: Points,
    held: Points,
    openedAtMs: InstantMs,
    /** When it became or becomes available; null when it was at once. */
    activatesAtMs: InstantMs.nullable(),
    /** Null when it never expires. */
    expiresAtMs: InstantMs.nullable(),
    isExpired: z.boolean(),
    /** It carries on a lot that was transferred, merged or reinstated. */
    isCarriedOn: z.boolean(),
    reason: PointsReason,
  })
  .meta({ id: 'PointsLot' });

/** What happened to a lot after it was opened. */
export const PointsLotMove = z
  .strictObject({
    transactionId: PublicId,
    /** The posting that did it: activate, hold, capture, release, restore, expire, clawback, transfer, merge, … */
    kind: z.string(),
    /** What it changed of what can still be spent or will be: below zero for used, taken back, expired. */
    points: Points,
    pendingAfter: Points,
    remainingAfter: Points,
    heldAfter: Points,
    occurredAtMs: InstantMs,
    /** The new expiry where activity pushed it back; else null. */
    expiresToMs: InstantMs.nullable(),
    reason: PointsReason,
  })
  .meta({ id: 'PointsLotMove' });

/** A lot from its beginning to now: "120 from order X, expires 31 Dec, 40 used in Y". */
export const PointsLotStory = z
  .strictObject({ lot: PointsLot, moves: z.array(PointsLotMove) })
  .meta({ id: 'PointsLotStory' });
