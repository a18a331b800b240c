import { assert } from '../shared/assert';
import { floorRatio, isNonNegativeInteger, isSafeInteger } from '../shared/integers';

export type SettledAsset = 'points' | 'guide_points';
export const settledAssets: readonly SettledAsset[] = ['points', 'guide_points'];
export type PartyKind = 'store' | 'guide';

export const settlementLineKinds = [
  'redemption',
  'redemption_refund',
  'reward',
  'clawback',
  'payout',
  'payment',
  'expiry',
  'adjustment',
  'write_off',
] as const;
export type SettlementLineKind = (typeof settlementLineKinds)[number];

/** An entry of the ledger on an account of the party: a store's clearing, or what a guide or a store has itself. */
export interface PartyEntry {
  readonly transactionId: number;
  readonly line: number;
  readonly asset: SettledAsset;
  readonly bucket: 'clearing' | 'pending' | 'available' | 'held';
  readonly points: number;
  readonly postingKind: string;
  readonly postingKey: string;
  /** What the hold was for, when the posting is about one. */
  readonly holdPurpose: string | null;
  readonly holdKey: string | null;
  /** Money that was agreed on before: a payout's, a paid statement's. Null: the points at the rate of the statement. */
  readonly fixedFen: number | null;
}

/** Keys of the postings by which settlement itself moves points. */
export const PAYMENT_KEY = 'settle:';
export const WRITE_OFF_KEY = 'settle-off:';

/** Postings that move points between accounts of one owner: nobody owes more or less by them. */
const INTERNAL: ReadonlySet<string> = new Set(['activate', 'hold', 'release']);

/**
 * What an entry is in the statement of its party; null when it is none of its business. Points in a store's clearing
 * are redemptions, which the brand owes the store; what a guide (or a store) has itself came as rewards.
 */
export function lineKindOf(entry: PartyEntry): SettlementLineKind | null {
  const { postingKind, postingKey, points } = entry;
  if (INTERNAL.has(postingKind)) return null;
  if (postingKind === 'settle') return points > 0 ? 'reward' : 'clawback';
  if (postingKey.startsWith(WRITE_OFF_KEY)) return 'write_off';
  if (postingKey.startsWith(PAYMENT_KEY) || (entry.holdKey ?? '').startsWith(PAYMENT_KEY)) return 'payment';
  if (entry.bucket === 'clearing') return points > 0 ? 'redemption' : 'redemption_refund';
  switch (postingKind) {
    case 'earn':
      return 'reward';
    case 'clawback':
      return 'clawback';
    case 'expire':
      return 'expiry';
    case 'capture':
      return entry.holdPurpose === 'payout' ? 'payout' : 'redemption';
    case 'restore':
      return 'redemption_refund';
    default:
      return 'adjustment';
  }
}

/** Fen per 100 points, whole. */
export type Rates = Readonly<Record<SettledAsset, number>>;

/** Points of a party's lines so far, over all of its statements. */
export type RunningPoints = Readonly<Record<SettledAsset, number>>;

export const NO_POINTS_YET: RunningPoints = { points: 0, guide_points: 0 };

/** What points are worth: floor(points × fenPer100 ÷ 100), exact. */
export function valueFen(points: number, fenPer100: number): number {
  assert(isNonNegativeInteger(fenPer100), 'SETTLEMENT-1', 'a rate is whole fen per 100 points');
  return floorRatio(points, fenPer100, 100);
}

/** The fewest points that are worth at least so much; 0 when nothing is worth anything. */
export function pointsWorth(fen: number, fenPer100: number): number {
  if (fen <= 0 || fenPer100 === 0) return 0;
  return -floorRatio(-fen, 100, fenPer100);
}

export interface ValuedLine {
  readonly entry: PartyEntry;
  readonly kind: SettlementLineKind;
  readonly amountFen: number;
}

/**
 * Turns entries into lines with money, in posted order. The rate is applied to the running sum: a line is worth
 * value(sum after) − value(sum before). So at one rate any split of a sum of points comes to the same fen, a reward and
 * its clawback cancel out even when they stand in different statements, and less than one fen per party is ever left.
 */
export class LineValuer {
  private readonly sums: Record<SettledAsset, number>;
  /** Transactions whose agreed money was put on their first line already. */
  private fixedOf = -1;

  constructor(
    start: RunningPoints,
    private readonly rates: Rates,
  ) {
    this.sums = { ...start };
  }

  /** @param entry the next entry in posted order */
  add(entry: PartyEntry): ValuedLine | null {
    const kind = lineKindOf(entry);
    if (kind === null) return null;
    assert(isSafeInteger(entry.points), 'SETTLEMENT-1', 'points are whole');
    const before = this.sums[entry.asset];
    this.sums[entry.asset] = before + entry.points;
    // The money of a debt that was given up stands in the statement that gave it up.
    return { entry, kind, amountFen: kind === 'write_off' ? 0 : this.amountOf(entry, before) };
  }

  get running(): RunningPoints {
    return { ...this.sums };
  }

  /** Agreed money belongs to the transaction as a whole: all of it stands on the first of its lines. */
  private amountOf(entry: PartyEntry, before: number): number {
    if (entry.fixedFen !== null) {
      const isFirst = this.fixedOf !== entry.transactionId;
      this.fixedOf = entry.transactionId;
      return isFirst ? entry.fixedFen : 0;
    }
    const rate = this.rates[entry.asset];
    return valueFen(before + entry.points, rate) - valueFen(before, rate);
  }
}
