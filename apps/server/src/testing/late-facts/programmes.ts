import { plainRules, type EarningRules, type Expiry, type TierScheme } from '@liuliang/domain';
import { Chance } from '../chance';

export const ZONES = [
  'Asia/Shanghai',
  'America/New_York',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'Europe/Berlin',
  'Australia/Lord_Howe',
] as const;

/** What makes the points of one fact depend on another, or on time: each can be left out of a run by its name. */
export const KINDS = [
  'tier',
  'layer',
  'dayCap',
  'orderCap',
  'events',
  'budget',
  'pending',
  'expiry',
  'sliding',
  'policy',
  'reinstate',
] as const;
export type Kind = (typeof KINDS)[number];

/** A brand of the streams: its zone, its rules of earning and its tiers. */
export interface Programme {
  readonly number: number;
  readonly zone: string;
  readonly kinds: readonly Kind[];
  readonly rules: EarningRules;
  readonly scheme: TierScheme;
}

export const ITEMS = ['shoe', 'shirt', 'sock'] as const;
export const EVENT_TYPES = ['checkin.done', 'shared', 'content.viewed'] as const;
/** Those among them of which devices tell. */
export const DEVICE_TYPES = ['shared', 'shared', 'content.viewed'] as const;

const EXPIRIES: readonly Expiry[] = [
  { kind: 'rolling', unit: 'day', count: 30 },
  { kind: 'rolling', unit: 'month', count: 2 },
  { kind: 'calendar', months: 1, endOf: 'month' },
  { kind: 'calendar', months: 0, endOf: 'quarter' },
  { kind: 'fixed', month: 3, day: 31, years: 0 },
  { kind: 'rolling', unit: 'day', count: 90 },
];

/** A programme by its number: the zones and the ways of expiry in turn, the rest by chance. */
export function programmeOf(number: number, without: readonly Kind[] = []): Programme {
  const chance = new Chance(7_000 + number);
  const has = (kind: Kind, percent: number): boolean => chance.happens(percent) && !without.includes(kind);
  const base = { points: chance.of([1, 1, 2, 3]), perFen: chance.of([100, 100, 150]) };
  const kinds: Kind[] = [];
  const mark = <T>(kind: Kind, percent: number, value: T, other: T): T => {
    if (!has(kind, percent)) return other;
    kinds.push(kind);
    return value;
  };
  const plain = plainRules(base);
  const layers = [
    { code: 'R3', percent: 120 },
    { code: 'R4', percent: 150 },
    { code: 'R5', percent: 200 },
  ];
  const tiers = [
    { level: 2, percent: 150 },
    { level: 3, percent: 225 },
  ];
  const pendingDays = mark('pending', 35, chance.of([3, 14]), 0);
  const activity = chance.of(['earning', 'redeeming', 'either'] as const);
  const sliding: Expiry = { kind: 'sliding', days: chance.of([20, 40, 90]), activity };
  const expiry = mark(
    'sliding',
    30,
    sliding,
    mark('expiry', 70, EXPIRIES[number % EXPIRIES.length], undefined),
  );
  const rules: EarningRules = {
    ...plain,
    growth: { points: 1, perFen: 100 },
    guide: number % 3 === 0 ? null : { kind: 'share', permille: 300 },
    events: mark('events', 60, EVENTS, []),
    multipliers: {
      ...plain.multipliers,
      combine: chance.of(['product', 'highest', 'sum']),
      tier: mark('tier', 45, tiers, []),
      layer: mark('layer', 30, layers, []),
      item: chance.happens(30) ? [{ name: 'feet', items: ['shoe', 'sock'], percent: 130 }] : [],
    },
    caps: {
      perOrder: mark('orderCap', 25, 150, null),
      perDay: mark('dayCap', 35, 180, null),
    },
    budget: mark('budget', 8, { points: 600, policy: chance.of(['partial', 'reject']) }, null),
    pendingDays,
    expiry: expiry ?? plain.expiry,
    clawback: {
      member: mark('policy', 55, chance.of(['within-balance', 'only-pending']), 'unlimited'),
      guideDebtMax: 1_000_000,
    },
    reinstateDays: mark('reinstate', 25, chance.of([7, 30]), 0),
  };
  return { number, zone: ZONES[number % ZONES.length] as string, kinds, rules, scheme: schemeOf(chance) };
}

/** As it is, but late facts change nothing that was posted. */
export const keepingLate = (programme: Programme): Programme => ({
  ...programme,
  rules: { ...programme.rules, lateFacts: 'keep' },
});

const EVENTS: EarningRules['events'] = [
  { type: 'checkin.done', points: 20, growth: 2, timesPerDay: 1, pointsPerDay: null },
  { type: 'shared', points: 15, growth: 0, timesPerDay: null, pointsPerDay: 25 },
];

function schemeOf(chance: Chance): TierScheme {
  const basis = chance.of(['growth', 'growth', 'net_spend'] as const);
  return {
    basis,
    window: chance.happens(60)
      ? { kind: 'rolling', months: chance.of([3, 12]) }
      : { kind: 'calendar', startMonth: 1 },
    graceDays: chance.of([0, 20]),
    warningDays: 20,
    refund: { review: chance.of(['at_review', 'at_once']), unusedGift: 'keep' },
    // Growth is a point a yuan, spending is in fen.
    levels: [0, 250, 900].map((growth, i) => ({
      name: { zh: `等级${i + 1}`, en: `Level ${i + 1}` },
      threshold: basis === 'growth' ? growth : growth * 100,
      colour: `tier-${i + 1}`,
      giftPoints: 0,
      benefits: [],
    })),
  };
}
