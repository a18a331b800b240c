import { z } from 'zod';
import { Fen, InstantMs, PublicId } from '../shared/schemas';
import { tierLimits as limits } from './limits';

/** Words in both languages. A draft is kept while they are still empty; publishing asks for them (`faultsOfScheme`). */
const Texts = z.strictObject({ zh: z.string().max(limits.name), en: z.string().max(limits.name) });

/** Levels count from 1; 0 stands for nobody's level: a customer who has not joined. */
export const TierLevelNumber = z.int().min(1).max(limits.levels).meta({ id: 'TierLevelNumber' });

/**
 * What a level gives. `value` is whole: a multiplier in percent (150 is 1.5×), a coupon in fen, a birthday gift in
 * points, a draw weight, hours of early access, the order amount in fen from which shipping is free; 0 for custom.
 */
export const TierBenefit = z
  .strictObject({
    kind: z.enum([
      'multiplier',
      'coupon',
      'birthday_gift',
      'draw_weight',
      'early_access',
      'free_shipping',
      'custom',
    ]),
    value: z.int().min(0).max(limits.benefitValue),
    text: z.strictObject({
      zh: z.string().max(limits.benefitText),
      en: z.string().max(limits.benefitText),
    }),
  })
  .meta({ id: 'TierBenefit' });

export const TierLevel = z
  .strictObject({
    name: Texts,
    /** Growth or fen, by the scheme's basis; 0 for the first level, then rising. */
    threshold: z.int().min(0).max(limits.threshold),
    /** A colour token of the screens: `tier-1` … `tier-8`. */
    colour: z.string().regex(/^[a-z][a-z0-9-]{0,31}$/),
    /** Points given once ever when the level is reached for the first time; 0 for none. */
    giftPoints: z.int().min(0).max(limits.giftPoints),
    benefits: z.array(TierBenefit).max(limits.benefits),
  })
  .meta({ id: 'TierLevel' });

/** How levels are reached, kept and lost. */
export const TierScheme = z
  .strictObject({
    basis: z.enum(['growth', 'net_spend']),
    window: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('rolling'), months: z.int().min(1).max(limits.windowMonths) }),
      z.strictObject({ kind: z.literal('calendar'), startMonth: z.int().min(1).max(12) }),
    ]),
    /** After a failed review, rounded up to the end of the month; 0: the level falls at the review. */
    graceDays: z.int().min(0).max(limits.graceDays),
    /** How long before the review the member is warned. */
    warningDays: z.int().min(0).max(limits.warningDays),
    refund: z.strictObject({
      /** `at_once`: a refund that takes the figure below the level's threshold brings the review forward. */
      review: z.enum(['at_review', 'at_once']),
      /** What becomes of the unused part of an upgrade gift when refunds take the figure below its level. */
      unusedGift: z.enum(['keep', 'revoke']),
    }),
    levels: z.array(TierLevel).min(1).max(limits.levels),
  })
  .meta({ id: 'TierScheme' });

/** A level as a badge shows it, beside a name or in a list. */
export const TierBadge = z
  .strictObject({ level: TierLevelNumber, name: Texts, colour: z.string() })
  .meta({ id: 'TierBadge' });

export const tierChangeReasons = [
  'joined',
  'upgrade',
  'kept',
  'warned',
  'downgrade',
  'pass_started',
  'pass_ended',
  'restored',
  'corrected',
  'revoked',
] as const;

/** One change and why. `restored` and `corrected`: late news changed what history says, upwards and downwards. */
export const TierChange = z
  .strictObject({
    reason: z.enum(tierChangeReasons),
    /** 0: before joining. */
    fromLevel: z.int().min(0).max(limits.levels),
    toLevel: z.int().min(0).max(limits.levels),
    fromName: Texts.nullable(),
    toName: Texts.nullable(),
    occurredAtMs: InstantMs,
    recordedAtMs: InstantMs,
    schemeVersion: z.int(),
    figure: z.int(),
    needed: z.int(),
    causeKind: z.enum([
      'order',
      'refund',
      'event',
      'adjustment',
      'review',
      'pass',
      'scheme',
      'merge',
      'join',
      'operator',
    ]),
    /** The seller's number of the order, where an order was the cause. */
    orderNumber: z.string().nullable(),
  })
  .meta({ id: 'TierChange' });

export const TierPass = z
  .strictObject({
    passId: PublicId,
    passKey: z.string(),
    kind: z.enum(['paid', 'trial']),
    level: TierLevelNumber,
    name: Texts,
    startsAtMs: InstantMs,
    endsAtMs: InstantMs,
    amountFen: Fen,
    cancelledAtMs: InstantMs.nullable(),
    isActive: z.boolean(),
  })
  .meta({ id: 'TierPass' });

/** Where a member stands at this moment, and what follows from it. */
export const TierStanding = TierBadge.extend({
  /** Since when this level counts. */
  sinceMs: InstantMs,
  /** The level earned by the figure; below `level` while a pass raises it. */
  earnedLevel: TierLevelNumber,
  earnedSinceMs: InstantMs,
  basis: z.enum(['growth', 'net_spend']),
  /** Growth or fen that count now. */
  figure: z.int(),
  windowStartsAtMs: InstantMs,
  benefits: z.array(TierBenefit),
  /** Null at the top. */
  next: z
    .strictObject({
      level: TierLevelNumber,
      name: Texts,
      colour: z.string(),
      threshold: z.int(),
      missing: z.int(),
      benefits: z.array(TierBenefit),
    })
    .nullable(),
  /** What keeps the earned level at its review; null at a level that needs nothing. */
  keep: z
    .strictObject({
      reviewAtMs: InstantMs,
      /** The level is safe until here at least: review and grace. */
      untilMs: InstantMs,
      needed: z.int(),
      missing: z.int(),
      /** What is looked at in the review counts from here on: less than the figure of now, where some of it leaves. */
      windowStartsAtMs: InstantMs,
      /** Something is missing and the days of the warning have begun. */
      isDue: z.boolean(),
    })
    .nullable(),
  /** The review was failed: without `missing` more before `fallsAtMs` the level falls by one. */
  risk: z
    .strictObject({ fallsAtMs: InstantMs, toLevel: TierLevelNumber, toName: Texts, missing: z.int() })
    .nullable(),
  pass: TierPass.nullable(),
}).meta({ id: 'TierStanding' });

/** What the member's own screen shows. */
export const MyTier = z
  .strictObject({
    serverNowMs: InstantMs,
    standing: TierStanding,
    /** The whole ladder, lowest first. */
    ladder: z.array(TierBadge.extend({ threshold: z.int(), benefits: z.array(TierBenefit) })),
    /** Newest first, at most 50. */
    changes: z.array(TierChange),
  })
  .meta({ id: 'MyTier' });

export const CustomerTier = z
  .strictObject({
    customerId: PublicId,
    /** Null for somebody who has not joined. */
    standing: TierStanding.nullable(),
    passes: z.array(TierPass),
    gifts: z.array(
      z.strictObject({
        level: TierLevelNumber,
        points: z.int(),
        givenAtMs: InstantMs,
        revokedPoints: z.int(),
      }),
    ),
    /** Newest first, at most 100. */
    changes: z.array(TierChange),
  })
  .meta({ id: 'CustomerTier' });

/** Where members would stand had the draft always been in force, and what its start today would give. */
export const TierBackTest = z
  .strictObject({
    version: z.int(),
    members: z.int(),
    /** How many were judged: all of them, or an even sample of a large brand. */
    judged: z.int(),
    levels: z.array(
      z.strictObject({ level: TierLevelNumber, name: Texts, now: z.int(), underDraft: z.int() }),
    ),
    up: z.int(),
    down: z.int(),
    same: z.int(),
    /** From level (now) to level (draft), where they differ; most frequent first. */
    moves: z.array(z.strictObject({ from: z.int(), to: z.int(), members: z.int() })),
    /** Upgrade gifts that would be given at the start, for the judged members. */
    giftMembers: z.int(),
    giftPoints: z.int(),
    /** Members who would not keep their level if today were their review. */
    atRisk: z.int(),
    /** Some of those who move, to look at. */
    examples: z.array(
      z.strictObject({
        customerId: PublicId,
        nickname: z.string().nullable(),
        from: z.int(),
        to: z.int(),
        figure: z.int(),
      }),
    ),
  })
  .meta({ id: 'TierBackTest' });
