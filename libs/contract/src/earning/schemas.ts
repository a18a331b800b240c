import { z } from 'zod';
import { Channel, DayText, Fen, InstantMs, LayerCode, Points, PublicId } from '../shared/schemas';
import { tierLimits } from '../tiers/limits';
import { TierLevelNumber } from '../tiers/schemas';
import { earningLimits as limits } from './limits';

/** Hundredths of the base rate: 150 is one and a half times, 0 earns nothing. */
const Percent = z.int().min(0).max(limits.percent);
const Rate = z.strictObject({
  points: z.int().min(0).max(limits.pointsPerUnit),
  perFen: z.int().min(1).max(limits.perFen),
});
const Cap = z.int().min(0).max(limits.cap).nullable();
// A draft is kept while names and lists are still empty; publishing asks for them (`faultsOfRules`).
const Items = z.array(z.string().min(1).max(64)).max(1000);
const Name = z.string().max(limits.name);
const Funder = z.enum(['hq', 'store']);

const EventRule = z.strictObject({
  type: z.string().max(48),
  points: z.int().min(0).max(limits.eventPoints),
  growth: z.int().min(0).max(limits.eventPoints),
  /** At most so many a day earn; null: all of them. */
  timesPerDay: z.int().min(1).max(limits.timesPerDay).nullable(),
  pointsPerDay: Cap,
});

const Multipliers = z.strictObject({
  combine: z.enum(['product', 'highest', 'sum']),
  tier: z.array(z.strictObject({ level: TierLevelNumber, percent: Percent })).max(tierLimits.levels),
  layer: z.array(z.strictObject({ code: LayerCode, percent: Percent })).max(16),
  channel: z.array(z.strictObject({ channel: z.string().max(32), percent: Percent })).max(50),
  store: z.array(z.strictObject({ store: z.string().max(32), percent: Percent })).max(500),
  item: z.array(z.strictObject({ name: Name, items: Items, percent: Percent })).max(20),
  birthday: z.strictObject({ percent: Percent, window: z.enum(['day', 'week', 'month']) }).nullable(),
  memberDay: z
    .strictObject({
      percent: Percent,
      /** Days of the month (31 falls on the last day of shorter ones), or weekdays from 1, Monday. */
      on: z.enum(['monthDays', 'weekdays']),
      days: z.array(z.int().min(1).max(31)).max(31),
    })
    .nullable(),
});

const Expiry = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('never') }),
  /** End of a date that comes every year; `years` 1 is the one after the next. */
  z.strictObject({
    kind: z.literal('fixed'),
    month: z.int().min(1).max(12),
    day: z.int().min(1).max(31),
    years: z.int().min(0).max(limits.expiryYears),
  }),
  z.strictObject({
    kind: z.literal('rolling'),
    unit: z.enum(['day', 'month']),
    count: z.int().min(1).max(limits.expiryCount),
  }),
  /** After so many months, rounded up to the end of the month, quarter or year. */
  z.strictObject({
    kind: z.literal('calendar'),
    months: z.int().min(0).max(limits.expiryMonths),
    endOf: z.enum(['month', 'quarter', 'year']),
  }),
  /** So many days after the last activity, for all points at once. */
  z.strictObject({
    kind: z.literal('sliding'),
    days: z.int().min(1).max(limits.expiryCount),
    /** What counts as activity; earning, where a version does not say. */
    activity: z.enum(['earning', 'redeeming', 'either']).default('earning'),
  }),
]);

/** A whole programme of earning as one value: what a version of the rules says. */
export const EarningRules = z
  .strictObject({
    base: Rate,
    growth: Rate,
    /** By what was paid, or in thousandths of what the member gets; null: guides earn nothing. */
    guide: z
      .discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('rate'), ...Rate.shape }),
        z.strictObject({ kind: z.literal('share'), permille: z.int().min(0).max(limits.permille) }),
      ])
      .nullable(),
    events: z.array(EventRule).max(50),
    multipliers: Multipliers,
    caps: z.strictObject({ perOrder: Cap, perDay: Cap }),
    budget: z
      .strictObject({ points: z.int().min(1).max(limits.budget), policy: z.enum(['partial', 'reject']) })
      .nullable(),
    pendingDays: z.int().min(0).max(limits.pendingDays),
    expiry: Expiry,
    clawback: z.strictObject({
      member: z.enum(['unlimited', 'within-balance', 'only-pending']),
      /** The largest debt of a guide; what is due beyond it is written off. */
      guideDebtMax: z.int().min(0).max(limits.cap),
    }),
    /**
     * What happens to points already given when an earlier fact comes late: the difference is posted, or what was
     * posted stands. Where a version does not say, it is settled.
     */
    lateFacts: z.enum(['settle', 'keep']).default('settle'),
    /** Days that points get when they come back after their expiry; 0: they expire at once. */
    reinstateDays: z.int().min(0).max(limits.reinstateDays),
    /** How many days before the expiry a member is told. */
    noticeDays: z.int().min(0).max(limits.noticeDays),
    funder: Funder,
    suppliers: z
      .array(z.strictObject({ supplier: z.int().min(1).max(limits.cap), name: Name, items: Items }))
      .max(50),
    guideFunder: Funder,
  })
  .meta({ id: 'EarningRules' });

/**
 * One step from the amount to the points. `percent` for a multiplier, `points` for what a cap or budget left, `adds` for
 * what the step brought or took: of all steps it adds up to the points.
 */
export const EarningFactor = z
  .strictObject({
    kind: z.enum([
      'base',
      'tier',
      'layer',
      'channel',
      'store',
      'item',
      'birthday',
      'member_day',
      'order_cap',
      'day_cap',
      'event_cap',
      'budget',
    ]),
    /** Which: a level, a code, a name of the rules; empty for the only one of its kind. */
    of: z.string(),
    percent: z.int().nullable(),
    points: Points.nullable(),
    adds: z.int(),
  })
  .meta({ id: 'EarningFactor' });

export const EarningPlan = z
  .strictObject({
    ruleVersion: z.int(),
    points: Points,
    growth: Points,
    guidePoints: Points,
    factors: z.array(EarningFactor),
    /** Line 0 is the order as a whole, where it came without lines. */
    lines: z.array(
      z.strictObject({
        line: z.int(),
        points: Points,
        growth: Points,
        guidePoints: Points,
        percent: z.int(),
      }),
    ),
    activatesAtMs: InstantMs.nullable(),
    expiresAtMs: InstantMs.nullable(),
    costFen: Fen,
  })
  .meta({ id: 'EarningPlan' });

/** Rules date points from an order on, for years; what an order of after 2099 would earn has no dates that can be told. */
const TRIED_UNTIL_MS = Date.UTC(2100, 0, 1);

export const HypotheticalOrder = z.strictObject({
  amountFen: Fen,
  paidAtMs: z.int().min(0).max(TRIED_UNTIL_MS),
  channel: Channel.nullable(),
  store: z.string().max(32).nullable(),
  hasGuide: z.boolean(),
  /** 0: not a member. */
  tierLevel: z.int().min(0).max(tierLimits.levels),
  layer: LayerCode,
  isBirthday: z.boolean(),
  pointsToday: z.int().min(0).max(1e9),
  lines: z
    .array(z.strictObject({ item: z.string().max(64), quantity: z.int().min(1).max(1e6), amountFen: Fen }))
    .max(200),
});

const costs = {
  members: z.int(),
  orders: z.int(),
  points: Points,
  guidePoints: Points,
  growth: Points,
  costFen: z.int(),
  /** What the orders really earned, by the ledger, before refunds, and what that costs by the same settings. */
  postedPoints: Points,
  postedGuidePoints: Points,
  postedCostFen: z.int(),
};

export const BackTest = z
  .strictObject({
    backTestId: PublicId,
    state: z.enum(['running', 'done', 'failed']),
    ruleVersion: z.int().nullable(),
    fromDay: DayText,
    toDay: DayText,
    startedAtMs: InstantMs,
    finishedAtMs: InstantMs.nullable(),
    progress: z.strictObject({ ordersDone: z.int(), orders: z.int() }),
    /** Null until it is done. */
    result: z
      .strictObject({
        total: z.strictObject(costs),
        byTier: z.array(z.strictObject({ level: z.int(), ...costs })),
        byLayer: z.array(z.strictObject({ layer: LayerCode, ...costs })),
        /** What 100 points of each asset cost by the brand's settings, in fen. */
        costFenPer100: z.strictObject({ points: z.int(), guidePoints: z.int() }),
      })
      .nullable(),
  })
  .meta({ id: 'BackTest' });

export const RewardFlag = z
  .strictObject({
    flagId: PublicId,
    kind: z.enum(['own_purchase', 'looped_refund']),
    state: z.enum(['open', 'dismissed', 'confirmed']),
    guide: z.strictObject({ guideId: PublicId, name: z.string(), code: z.string() }),
    orderId: z.string(),
    orderAmountFen: Fen,
    customerId: PublicId,
    guidePoints: Points,
    notedAtMs: InstantMs,
    decidedBy: z.string().nullable(),
    decidedAtMs: InstantMs.nullable(),
  })
  .meta({ id: 'RewardFlag' });
