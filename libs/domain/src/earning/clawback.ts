import { assert } from '../shared/assert';
import { isNonNegativeInteger } from '../shared/integers';
import type { RefundState } from '../shared/refund-state';
import type { Earned, EarnedLine } from './plan';

/**
 * What is due back of an order for all its refunds so far, line by line. A refund that names no line counts towards
 * every line in proportion to what is left of it. All of it is a function of the sums alone and never falls when a
 * refund is added, so any split and any order of refunds takes the same in the end; a line that was refunded whole
 * owes exactly what it earned, and until then the rounding favours the owner (EARNING-4).
 *
 * @throws InvariantError when more was refunded than was paid
 */
export function dueSoFar(refunds: RefundState, earned: readonly EarnedLine[]): EarnedLine[] {
  const { lines, unlinedFen } = refunds;
  const left = lines.map(({ amountFen, refundedFen }) => amountFen - refundedFen);
  const leftFen = left.reduce((sum, fen) => sum + fen, 0);
  assert(
    left.every(isNonNegativeInteger) && isNonNegativeInteger(unlinedFen) && unlinedFen <= leftFen,
    'EARNING-4',
    'no more is refunded than was paid, of the order and of each line',
  );
  const byLine = new Map(earned.map((one) => [one.line, one]));
  return lines.flatMap(({ line, amountFen, refundedFen }, i): EarnedLine[] => {
    const ofLine = byLine.get(line);
    if (!ofLine) return [];
    // Refunded of the line, as a fraction: its own refunds and its part of the unnamed ones, over what was paid.
    const [part, whole] =
      leftFen === 0
        ? [BigInt(refundedFen), BigInt(amountFen)]
        : [
            BigInt(refundedFen) * BigInt(leftFen) + BigInt(unlinedFen) * BigInt(left[i] as number),
            BigInt(amountFen) * BigInt(leftFen),
          ];
    // A line for which nothing was paid has earned nothing.
    const due = (amount: number): number =>
      whole === 0n ? 0 : Number((BigInt(amount) * part) / BigInt(whole));
    return [
      { line, points: due(ofLine.points), growth: due(ofLine.growth), guidePoints: due(ofLine.guidePoints) },
    ];
  });
}

/**
 * What a refund takes back: what is due for all refunds so far, less what was taken before it. Where more was taken for
 * another reason (a reward that was withdrawn), nothing is, and nothing is given back (EARNING-5).
 */
export function planOrderClawback(
  refunds: RefundState,
  earned: readonly EarnedLine[],
  taken: Earned,
): Earned {
  const due = totalOf(dueSoFar(refunds, earned));
  return {
    points: Math.max(0, due.points - taken.points),
    growth: Math.max(0, due.growth - taken.growth),
    guidePoints: Math.max(0, due.guidePoints - taken.guidePoints),
  };
}

export function totalOf(lines: readonly Earned[]): Earned {
  return lines.reduce<Earned>(
    (sum, { points, growth, guidePoints }) => ({
      points: sum.points + points,
      growth: sum.growth + growth,
      guidePoints: sum.guidePoints + guidePoints,
    }),
    { points: 0, growth: 0, guidePoints: 0 },
  );
}
