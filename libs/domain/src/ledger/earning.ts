import { assert } from '../shared/assert';
import { floorRatio, isNonNegativeInteger, isPositiveInteger } from '../shared/integers';
import type { Asset, OwnerBucket, Posting, PostingReference } from './posting';

/** The base rate: `pointsPerUnit` points for every whole `unitFen` paid. A change of rule is a new version. */
export interface EarnRule {
  readonly version: number;
  readonly pointsPerUnit: number;
  readonly unitFen: number;
}

/** With orders of at most 10^12 fen the product stays exact and below 2^53. */
export const POINTS_PER_UNIT_MAX = 1000;

/** Why an order earned what it earned: kept beside the posting for the member and the auditor. */
export interface EarnPlan {
  /** 0 when the order is smaller than one unit: nothing is to be posted. */
  readonly points: number;
  readonly ruleVersion: number;
  readonly explanation: {
    readonly rule: 'base';
    readonly amountFen: number;
    readonly pointsPerUnit: number;
    readonly unitFen: number;
  };
}

/** Base earning of an order: floor(amountFen × pointsPerUnit ÷ unitFen), exact (HANDBOOK 9). */
export function planEarn(order: { readonly amountFen: number }, rule: EarnRule): EarnPlan {
  assertRule(rule);
  assert(isNonNegativeInteger(order.amountFen), 'LEDGER-2', 'orders are whole fen, not below zero');
  return {
    points: floorRatio(order.amountFen, rule.pointsPerUnit, rule.unitFen),
    ruleVersion: rule.version,
    explanation: {
      rule: 'base',
      amountFen: order.amountFen,
      pointsPerUnit: rule.pointsPerUnit,
      unitFen: rule.unitFen,
    },
  };
}

export interface ClawbackInput {
  readonly earnedPoints: number;
  readonly orderAmountFen: number;
  /** All refunds of the order up to and including the present one. */
  readonly refundedFenTotalSoFar: number;
  /** What earlier clawbacks of this order took. */
  readonly alreadyTakenPoints: number;
}

/**
 * Points that a refund takes back: the total due so far, floor(earned × refunded ÷ amount), less what was already
 * taken. The total depends on the refunded sum alone, so any split of a refund, in any order, takes the same, and a
 * whole refund takes exactly what was earned. Until then the rounding favours the member.
 *
 * @returns 0 when nothing is to be posted
 */
export function planClawback(input: ClawbackInput): number {
  const { earnedPoints, orderAmountFen, refundedFenTotalSoFar, alreadyTakenPoints } = input;
  assert(
    Object.values(input).every(isNonNegativeInteger),
    'LEDGER-2',
    'points and fen are whole, not below zero',
  );
  const isRefundedWhole = refundedFenTotalSoFar >= orderAmountFen;
  const due = isRefundedWhole
    ? earnedPoints
    : floorRatio(earnedPoints, refundedFenTotalSoFar, orderAmountFen);
  assert(alreadyTakenPoints <= due, 'LEDGER-3', 'refunds only add up, so no more was taken than is due');
  return due - alreadyTakenPoints;
}

export interface EarnPostingInput {
  readonly key: string;
  readonly reference: PostingReference;
  readonly memberId: number;
  readonly points: number;
  readonly asset?: Asset;
  /** `pending` when the programme waits for the end of the return window. */
  readonly bucket?: OwnerBucket;
  /** The writer's shard of the issuance account. */
  readonly shard?: number;
}

/** Points come into being: from issuance to the member. */
export function earnPosting(input: EarnPostingInput): Posting {
  return { key: input.key, kind: 'earn', reference: input.reference, entries: issue(input, input.points) };
}

/** Points go back where they came from; the available balance may go below zero (`checkLimits`). */
export function clawbackPosting(input: EarnPostingInput): Posting {
  return {
    key: input.key,
    kind: 'clawback',
    reference: input.reference,
    entries: issue(input, -input.points),
  };
}

/** Takes a posting back in whole: the opposite entries, naming it. A posting is reversed at most once (INV-6). */
export function reversalOf(posting: Posting, key: string): Posting {
  return {
    key,
    kind: 'reverse',
    reference: { kind: 'posting', id: posting.key },
    reverses: posting.key,
    entries: posting.entries.map(({ account, amount }) => ({ account, amount: -amount })),
  };
}

function issue(input: EarnPostingInput, points: number): Posting['entries'] {
  const { memberId, asset = 'points', bucket = 'available', shard = 0 } = input;
  return [
    { account: { ownerKind: 'member', ownerId: memberId, asset, bucket }, amount: points },
    { account: { ownerKind: 'system', ownerId: shard, asset, bucket: 'issuance' }, amount: -points },
  ];
}

function assertRule({ version, pointsPerUnit, unitFen }: EarnRule): void {
  const isRule =
    isPositiveInteger(version) &&
    isNonNegativeInteger(pointsPerUnit) &&
    pointsPerUnit <= POINTS_PER_UNIT_MAX &&
    isPositiveInteger(unitFen);
  assert(isRule, 'LEDGER-2', 'an earning rule has a version, a rate in range and a unit of whole fen');
}
