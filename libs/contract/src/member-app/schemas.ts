import { z } from 'zod';
import { GuideRole } from '../guides/schemas';
import { PointsItem, PointsReason } from '../ledger/schemas';
import { Consent, ConsentText } from '../members/schemas';
import { Fen, InstantMs, Points, PublicId } from '../shared/schemas';
import { TierBadge } from '../tiers/schemas';

export const BrandTheme = z
  .strictObject({
    code: z.string(),
    name: z.string(),
    slogan: z.string(),
    primaryColour: z.string(),
    radiusPx: z.int(),
  })
  .meta({ id: 'BrandTheme' });

/** Everything the mini-program's first screen shows, in one answer. */
export const MemberHome = z
  .strictObject({
    brand: BrandTheme,
    serverNowMs: InstantMs,
    isMember: z.boolean(),
    /** Null before joining. */
    member: z
      .strictObject({
        customerId: PublicId,
        nickname: z.string().nullable(),
        joinedAtMs: InstantMs,
        pointsAvailable: Points,
        pointsPending: Points,
        /** What refunds took back beyond the balance; the next points repay it. */
        pointsDebt: Points,
        /** What expires next of what is available, however far ahead; null when nothing does. */
        expiringNext: z.strictObject({ atMs: InstantMs, points: Points }).nullable(),
        mobileMasked: z.string().nullable(),
        tier: TierBadge.nullish(),
      })
      .nullable(),
    /** What joining gives, for a customer who has not; empty for a member. */
    joinOffer: z.array(z.strictObject({ zh: z.string(), en: z.string() })),
    consentTexts: z.array(ConsentText),
    /** What membership needs has changed since they agreed to it. */
    mustAgreeAgain: z.boolean(),
    unreadMessages: z.int().min(0),
    latestPoints: z.array(PointsItem),
    /** What is on now, the most urgent first; left out when nothing is. */
    live: z
      .array(
        z.strictObject({
          title: z.strictObject({ zh: z.string(), en: z.string() }),
          hint: z.strictObject({ zh: z.string(), en: z.string() }),
          endsAtMs: InstantMs.nullable(),
          /** Of the mini-program, with its query. */
          page: z.string(),
        }),
      )
      .optional(),
    guide: GuideRole.nullable(),
  })
  .meta({ id: 'MemberHome' });

export const MyData = z
  .strictObject({
    customerId: PublicId,
    nickname: z.string().nullable(),
    mobileMasked: z.string().nullable(),
    joinedAtMs: InstantMs.nullable(),
    identities: z.array(z.strictObject({ kind: z.string(), masked: z.string(), sinceMs: InstantMs })),
    consents: z.array(Consent),
    held: z.strictObject({ events: z.int(), orders: z.int(), messages: z.int() }),
  })
  .meta({ id: 'MyData' });

/** `available` is what can be used, never below zero; `debt` is what the next points repay first. */
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
    /** Credits that wait, newest first, at most 50: what history will tell once they can be used. */
    pendingCredits: z.array(z.lazy(() => PointsLot)),
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

/** What an order gave, judged at the instant of the answer. */
const ofOrder = z.strictObject({
  /** What it earned in all, less what refunds took back. */
  earned: Points,
  /** Of it, what cannot be used yet, and from when on it can. */
  waiting: Points,
  usableFromMs: InstantMs.nullable(),
  /** What of it can still be used, and the first instant at which some of that no longer can; null: it never ends. */
  left: Points,
  untilMs: InstantMs.nullable(),
});

/** An order as its buyer sees it in a list. */
export const MyOrder = z
  .strictObject({
    orderId: PublicId,
    /** The seller's own number. */
    number: z.string(),
    paidAtMs: InstantMs,
    amountFen: Fen,
    refundedFen: Fen,
    channel: z.string().nullable(),
    store: z.string().nullable(),
    /** What was bought first of all, as the till names it; empty where the order came without lines. */
    items: z.array(z.string()),
    hasMoreItems: z.boolean(),
    points: ofOrder,
  })
  .meta({ id: 'MyOrder' });

export const MyOrderWhole = MyOrder.omit({ items: true, hasMoreItems: true })
  .extend({
    lines: z.array(z.strictObject({ item: z.string(), quantity: z.int(), amountFen: Fen, refundedFen: Fen })),
    /** Those that were applied, oldest first. */
    refunds: z.array(z.strictObject({ refundedAtMs: InstantMs, amountFen: Fen })),
    /** The credit that it opened, while something is left of it. */
    lotId: PublicId.nullable(),
  })
  .meta({ id: 'MyOrderWhole', description: 'An order of the signed-in member, whole.' });
