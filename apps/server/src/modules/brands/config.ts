import type { ErrorCode } from '@liuliang/contract';
import { fail, ok, type Result } from '@liuliang/domain';

/** What a brand decides about its figures and its points; kept as JSON in `brand.config`, defaults filled in. */
export interface BrandConfig {
  /** Layer model by code, and its windows in days (HANDBOOK 4). */
  readonly layerModel: string;
  readonly windows: { readonly interaction: number; readonly purchase: number };
  /** Base earning: `points` for every full `perFen` of an order, by this version of the rule. */
  readonly earning: { readonly version: number; readonly points: number; readonly perFen: number };
  /** Event types that differ from the default catalogue: type → touch, shallow, deep, or none to ignore it. */
  readonly catalogue: Readonly<Record<string, 'touch' | 'shallow' | 'deep' | 'none'>>;
  /** Hours of the member's day in which marketing stays silent. */
  readonly quietHours: { readonly from: number; readonly to: number };
  /** Days before points expire at which their owner is told, each once per day of expiry. */
  readonly expiryNoticeDays: readonly number[];
  readonly spending: SpendingConfig;
  /** Points given or taken by hand: up to `limitPoints` one person is enough, above `maxPoints` nobody may. */
  readonly adjustments: { readonly limitPoints: number; readonly maxPoints: number };
  readonly settlement: SettlementConfig;
}

/** What points are worth between the brand, its stores and its guides. Rates are whole fen per 100 points. */
export interface SettlementConfig {
  readonly storeFenPer100: number;
  readonly guideFenPer100: number;
  /** What outstanding points are expected to cost. */
  readonly costFenPer100: { readonly points: number; readonly guidePoints: number };
  /** A debt is carried over down to here; what is beyond is written off. */
  readonly carryCapFen: number;
  /** Above it nobody pays what they closed themselves (INV-32). */
  readonly secondPersonFen: number;
  readonly payout: {
    readonly isEnabled: boolean;
    readonly minPoints: number;
    readonly maxPointsPerDay: number;
  };
}

/** How points can be spent. */
export interface SpendingConfig {
  readonly orders: {
    readonly enabled: boolean;
    /** What 100 points are worth in an order, in fen. */
    readonly fenPer100Points: number;
    readonly minPoints: number;
    readonly stepPoints: number;
    /** Share of an order's amount that may be paid with points. */
    readonly maxPercent: number;
    readonly holdMinutes: number;
  };
  readonly gifts: { readonly pickupDays: number };
  readonly transfers: {
    readonly enabled: boolean;
    readonly minPoints: number;
    /** Points that one member may send in a day of the brand; 0 for any number. */
    readonly dayLimit: number;
    readonly ttlHours: number;
  };
}

export const defaultConfig: BrandConfig = {
  layerModel: '5r',
  windows: { interaction: 90, purchase: 365 },
  earning: { version: 1, points: 1, perFen: 100 },
  catalogue: {},
  quietHours: { from: 22, to: 8 },
  expiryNoticeDays: [30, 7],
  spending: {
    orders: {
      enabled: true,
      fenPer100Points: 100,
      minPoints: 100,
      stepPoints: 100,
      maxPercent: 50,
      holdMinutes: 30,
    },
    gifts: { pickupDays: 14 },
    // Off until a brand says so: points that change hands are a brand's decision, and a target of fraud.
    transfers: { enabled: false, minPoints: 100, dayLimit: 10_000, ttlHours: 24 },
  },
  adjustments: { limitPoints: 1_000, maxPoints: 1_000_000_000_000 },
  settlement: {
    storeFenPer100: 100,
    guideFenPer100: 100,
    costFenPer100: { points: 100, guidePoints: 100 },
    carryCapFen: 100_000,
    secondPersonFen: 1_000_000,
    payout: { isEnabled: true, minPoints: 100, maxPointsPerDay: 20_000 },
  },
};

/** Fills what is absent with the defaults; what is present was checked when it was saved. */
export function configOf(text: string): BrandConfig {
  return { ...defaultConfig, ...(JSON.parse(text) as Partial<BrandConfig>) };
}

/** Channels that every brand starts with, by number; a brand may add its own behind them. */
export const defaultChannels: readonly (readonly [code: string, quadrant: string])[] = [
  ['wechat_mini', 'private_pool'],
  ['wecom', 'private_pool'],
  ['official_account', 'private_pool'],
  ['pos', 'public_store'],
  ['tmall', 'public_traffic'],
  ['jd', 'public_traffic'],
  ['douyin', 'public_traffic'],
  ['sms', 'private_pool'],
  ['ads', 'public_traffic'],
  ['online', 'public_traffic'],
  ['guide', 'private_store'],
];

const CODE = /^[a-z][a-z0-9_]{0,31}$/;
const STORE_CODE = /^[^\p{C}]{1,32}$/u;

/** A channel code as it is stored, or why it cannot be one. */
export function checkChannelCode(code: string): Result<string, { code: ErrorCode }> {
  return CODE.test(code) ? ok(code) : fail({ code: 'CHANNEL_UNKNOWN' });
}

/** Store and guide codes come from tills and spreadsheets: anything printable, at most 32 bytes. */
export function checkOutletCode(code: string): Result<string, { code: ErrorCode }> {
  return STORE_CODE.test(code) && Buffer.byteLength(code) <= 32 ? ok(code) : fail({ code: 'FIELD_TOO_LONG' });
}
