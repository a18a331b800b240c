import { assert } from './assert';

/** True for whole numbers that JavaScript holds exactly. Money (fen), points, days and instants are all of these. */
export function isSafeInteger(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

export function isNonNegativeInteger(value: unknown): value is number {
  return isSafeInteger(value) && value >= 0;
}

export function isPositiveInteger(value: unknown): value is number {
  return isSafeInteger(value) && value > 0;
}

/**
 * floor(amount × numerator ÷ denominator), exact for any safe integers: the product is taken in BigInt, so that a
 * large amount times a rate in basis points loses nothing. Rounds towards minus infinity.
 *
 * @throws InvariantError when an input is not a safe integer, the denominator is not positive or the result overflows
 */
export function floorRatio(amount: number, numerator: number, denominator: number): number {
  assert(isSafeInteger(amount) && isSafeInteger(numerator), 'SHARED-2', 'ratios are taken of safe integers');
  assert(isPositiveInteger(denominator), 'SHARED-2', 'a ratio has a positive whole denominator');
  const result = Number(floorDivide(BigInt(amount) * BigInt(numerator), BigInt(denominator)));
  assert(isSafeInteger(result), 'SHARED-2', 'a ratio stays inside the safe integers');
  return result;
}

/**
 * numerator ÷ denominator rounded half up to 2 decimals, decided on the exact fraction: 1 ÷ 200 is 0.01 although no
 * binary float equals 0.005. Used for money per head, where the unit is fen and the decimals are hundredths of a fen.
 *
 * @returns null when the denominator is 0, because a rate over nobody is unknown, not zero
 */
export function roundHalfUpRatio2(numerator: number, denominator: number): number | null {
  assert(isSafeInteger(numerator), 'SHARED-2', 'ratios are taken of safe integers');
  assert(isNonNegativeInteger(denominator), 'SHARED-2', 'a count of heads is not negative');
  if (denominator === 0) return null;
  const heads = BigInt(denominator);
  const hundredths = floorDivide(200n * BigInt(numerator) + heads, 2n * heads);
  return Number(hundredths) / 100;
}

/** BigInt division truncates towards zero; a floor must step down once more below zero. */
function floorDivide(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  return numerator < 0n && quotient * denominator !== numerator ? quotient - 1n : quotient;
}
