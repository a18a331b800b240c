/** `points` for every `perFen` paid; 0 points: none. The fraction is kept until the end and rounded down once. */
export interface Rate {
  readonly points: number;
  readonly perFen: number;
}

/** What a guide gets for an order: by what was paid, or in thousandths of what the member gets. */
export type GuideReward =
  ({ readonly kind: 'rate' } & Rate) | { readonly kind: 'share'; readonly permille: number };

export interface EventReward {
  readonly type: string;
  readonly points: number;
  readonly growth: number;
  /** How many of one customer's day earn; null: all of them. */
  readonly timesPerDay: number | null;
  readonly pointsPerDay: number | null;
}

export type BirthdayWindow = 'day' | 'week' | 'month';

/** In percent of the base: 150 is one and a half times. 0 earns nothing, whatever else applies. */
export interface Multipliers {
  /** Of several that apply: their product, the highest alone, or 100 plus what each is above 100. */
  readonly combine: 'product' | 'highest' | 'sum';
  readonly tier: readonly { readonly level: number; readonly percent: number }[];
  readonly layer: readonly { readonly code: string; readonly percent: number }[];
  readonly channel: readonly { readonly channel: string; readonly percent: number }[];
  readonly store: readonly { readonly store: string; readonly percent: number }[];
  readonly item: readonly ItemMultiplier[];
  readonly birthday: { readonly percent: number; readonly window: BirthdayWindow } | null;
  readonly memberDay: MemberDay | null;
}

export interface ItemMultiplier {
  readonly name: string;
  readonly items: readonly string[];
  readonly percent: number;
}

export interface MemberDay {
  readonly percent: number;
  /** Days of the month, where 31 falls on the last day of shorter ones, or weekdays: 1 is Monday. */
  readonly on: 'monthDays' | 'weekdays';
  readonly days: readonly number[];
}

/** Who pays: headquarters, or the store of the order. An order without a store is paid by headquarters. */
export type FunderChoice = 'hq' | 'store';

export interface Supplier {
  readonly supplier: number;
  readonly name: string;
  readonly items: readonly string[];
}

export type Expiry =
  | { readonly kind: 'never' }
  /** At the end of a date that comes every year: the next one, or so many years after it. */
  | { readonly kind: 'fixed'; readonly month: number; readonly day: number; readonly years: number }
  | { readonly kind: 'rolling'; readonly unit: 'day' | 'month'; readonly count: number }
  /** At the end of the month, quarter or year in which so many months have passed. */
  | { readonly kind: 'calendar'; readonly months: number; readonly endOf: 'month' | 'quarter' | 'year' }
  /** So many days after the last activity, for all points of the member at once. */
  | { readonly kind: 'sliding'; readonly days: number; readonly activity: SlidingActivity };

/** What moves the end of points that slide. */
export type SlidingActivity = 'earning' | 'redeeming' | 'either';

/** What happens to points already given when an earlier fact comes late. */
export type LateFactsPolicy = 'settle' | 'keep';

/**
 * A programme of earning as one value: what a version of the rules says. The shape and its limits are those of the
 * contract's `EarningRules`; `faultsOfRules` finds what a shape cannot say.
 */
export interface EarningRules {
  readonly base: Rate;
  /** Growth follows what was paid; multipliers and caps are of points alone. */
  readonly growth: Rate;
  readonly guide: GuideReward | null;
  readonly events: readonly EventReward[];
  readonly multipliers: Multipliers;
  /** `perDay` is of a customer's local day, orders and events together; null: no limit. */
  readonly caps: { readonly perOrder: number | null; readonly perDay: number | null };
  /** Of member points, for the whole life of the version. What is over it is cut off, or refuses the whole award. */
  readonly budget: { readonly points: number; readonly policy: 'partial' | 'reject' } | null;
  /** Full days after the day of payment in which goods may come back: points wait until they are over. */
  readonly pendingDays: number;
  readonly expiry: Expiry;
  readonly clawback: {
    readonly member: 'unlimited' | 'within-balance' | 'only-pending';
    readonly guideDebtMax: number;
  };
  /** `settle`: the difference is posted; `keep`: what was posted stands. The version of the fact that would change decides. */
  readonly lateFacts: LateFactsPolicy;
  /** Days for points that come back after their expiry; 0: they expire at once. */
  readonly reinstateDays: number;
  readonly noticeDays: number;
  readonly funder: FunderChoice;
  /** Items whose points a supplier pays for, before `funder` is asked. */
  readonly suppliers: readonly Supplier[];
  readonly guideFunder: FunderChoice;
}

/** Rules in force from an instant on. */
export interface RulesVersion {
  readonly version: number;
  readonly startsAtMs: number;
  readonly rules: EarningRules;
}

/** Whether what an order or event earns depends on what came before it, so that a late fact may change it. */
export function dependsOnOrder({ multipliers, caps, budget, events }: EarningRules): boolean {
  return (
    multipliers.tier.length > 0 ||
    multipliers.layer.length > 0 ||
    caps.perDay !== null ||
    budget !== null ||
    events.some(({ timesPerDay, pointsPerDay }) => timesPerDay !== null || pointsPerDay !== null)
  );
}

/** The rules of a brand that has set nothing but a base rate: at once, for ever, a refund takes all of it back. */
export function plainRules(base: Rate): EarningRules {
  return {
    base,
    growth: { points: 0, perFen: 100 },
    guide: null,
    events: [],
    multipliers: {
      combine: 'product',
      tier: [],
      layer: [],
      channel: [],
      store: [],
      item: [],
      birthday: null,
      memberDay: null,
    },
    caps: { perOrder: null, perDay: null },
    budget: null,
    pendingDays: 0,
    expiry: { kind: 'never' },
    clawback: { member: 'unlimited', guideDebtMax: 1_000_000 },
    lateFacts: 'settle',
    reinstateDays: 0,
    noticeDays: 30,
    funder: 'hq',
    suppliers: [],
    guideFunder: 'hq',
  };
}
