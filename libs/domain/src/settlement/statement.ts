import { assert } from '../shared/assert';
import { isNonNegativeInteger, isSafeInteger } from '../shared/integers';
import type { SettlementLineKind } from './lines';

/** What the lines of a statement come to. */
export interface StatementSums {
  readonly redeemedPoints: number;
  readonly rewardPoints: number;
  readonly clawbackPoints: number;
  readonly paidOutPoints: number;
  /** Expiries, adjustments, write-offs. */
  readonly otherPoints: number;
  readonly amountFen: number;
  readonly lines: number;
}

type Sums = { -readonly [K in keyof StatementSums]: number };
type PointsColumn = Exclude<keyof StatementSums, 'amountFen' | 'lines'>;

const COLUMN: Readonly<Record<SettlementLineKind, PointsColumn>> = {
  redemption: 'redeemedPoints',
  redemption_refund: 'redeemedPoints',
  reward: 'rewardPoints',
  clawback: 'clawbackPoints',
  payout: 'paidOutPoints',
  payment: 'paidOutPoints',
  expiry: 'otherPoints',
  adjustment: 'otherPoints',
  write_off: 'otherPoints',
};

/** Adds up lines one by one, so that a statement of any length needs no more memory than a short one. */
export class StatementTotals {
  private readonly sums: Sums = {
    redeemedPoints: 0,
    rewardPoints: 0,
    clawbackPoints: 0,
    paidOutPoints: 0,
    otherPoints: 0,
    amountFen: 0,
    lines: 0,
  };

  add(line: {
    readonly kind: SettlementLineKind;
    readonly points: number;
    readonly amountFen: number;
  }): void {
    this.sums[COLUMN[line.kind]] += line.points;
    this.sums.amountFen += line.amountFen;
    this.sums.lines += 1;
  }

  get result(): StatementSums {
    return { ...this.sums };
  }
}

/** The figures of a statement, drawn up or closed. */
export interface StatementFigures extends Omit<StatementSums, 'lines'>, StatementBalance {
  readonly carriedInFen: number;
}

/** The figures alone, of whatever has them. */
export const figuresOf = (of: StatementFigures): StatementFigures => ({
  redeemedPoints: of.redeemedPoints,
  rewardPoints: of.rewardPoints,
  clawbackPoints: of.clawbackPoints,
  paidOutPoints: of.paidOutPoints,
  otherPoints: of.otherPoints,
  amountFen: of.amountFen,
  carriedInFen: of.carriedInFen,
  writtenOffFen: of.writtenOffFen,
  carriedOutFen: of.carriedOutFen,
  payableFen: of.payableFen,
});

/** Points of all lines together. */
export const pointsOfSums = (sums: Omit<StatementSums, 'amountFen' | 'lines'>): number =>
  sums.redeemedPoints + sums.rewardPoints + sums.clawbackPoints + sums.paidOutPoints + sums.otherPoints;

export interface BalanceInput {
  /** What the statement before carried over: above zero owed to the party, below zero owed by it. */
  readonly carriedInFen: number;
  readonly amountFen: number;
  /** A debt is carried over down to here. */
  readonly carryCapFen: number;
  /** Points of the party behind the balance: nothing is paid where there are none left. */
  readonly pointsLeft: number;
}

export interface StatementBalance {
  readonly payableFen: number;
  /** Debt beyond the cap, which this statement gives up. */
  readonly writtenOffFen: number;
  /** carriedIn + amount + writtenOff. */
  readonly carriedOutFen: number;
}

/**
 * What a statement comes to. The balance is carried over whole: what is paid afterwards is a line of the period in
 * which it is paid, so that nothing is owed twice and nothing is paid twice.
 */
export function balanceOf(input: BalanceInput): StatementBalance {
  const { carriedInFen, amountFen, carryCapFen, pointsLeft } = input;
  assert(
    isSafeInteger(carriedInFen) && isSafeInteger(amountFen) && isNonNegativeInteger(carryCapFen),
    'SETTLEMENT-1',
    'money is whole fen',
  );
  const balanceFen = carriedInFen + amountFen;
  const writtenOffFen = Math.max(0, -carryCapFen - balanceFen);
  return {
    payableFen: pointsLeft > 0 ? Math.max(0, balanceFen) : 0,
    writtenOffFen,
    carriedOutFen: balanceFen + writtenOffFen,
  };
}
