import { assert } from '../shared/assert';
import { isNonNegativeInteger } from '../shared/integers';

/**
 * Cuts a whole into shares in proportion to weights, so that they add up to it exactly: each share is rounded down,
 * and what is left goes one by one to the largest remainders, equal ones to the earlier.
 *
 * @throws InvariantError when there is something to share and no weight to share it by
 */
export function allocate(whole: number, weights: readonly bigint[]): number[] {
  assert(isNonNegativeInteger(whole), 'EARNING-1', 'a whole number is shared, not below zero');
  if (whole === 0) return weights.map(() => 0);
  if (weights.length === 1) return [whole];
  const total = weights.reduce((sum, weight) => sum + weight, 0n);
  assert(total > 0n, 'EARNING-1', 'what is shared has a weight to share it by');
  const cuts = weights.map((weight, index) => {
    const product = BigInt(whole) * weight;
    return { index, share: Number(product / BigInt(total)), remainder: product % total };
  });
  const shares = cuts.map(({ share }) => share);
  const left = whole - shares.reduce((sum, share) => sum + share, 0);
  const byRemainder = [...cuts].sort((a, b) => compare(b.remainder, a.remainder) || a.index - b.index);
  for (const { index } of byRemainder.slice(0, left)) shares[index] = (shares[index] as number) + 1;
  return shares;
}

function compare(a: bigint, b: bigint): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
