import * as fc from 'fast-check';
import {
  floorRatio,
  InvariantError,
  isNonNegativeInteger,
  isPositiveInteger,
  isSafeInteger,
  roundHalfUpRatio2,
} from '.';

describe('integer checks', () => {
  it.each([NaN, Infinity, 1.5, 2 ** 53, '1', null, undefined, 1n, [5]])('refuse %p', (value) => {
    expect([isSafeInteger(value), isNonNegativeInteger(value), isPositiveInteger(value)]).toEqual([
      false,
      false,
      false,
    ]);
  });

  it('tell zero and below from above', () => {
    expect([isPositiveInteger(0), isNonNegativeInteger(0), isNonNegativeInteger(-1)]).toEqual([
      false,
      true,
      false,
    ]);
  });
});

describe('floorRatio', () => {
  it('is exact where floating point is not', () => {
    expect(floorRatio(9_007_199_254_740_991, 3, 3)).toBe(9_007_199_254_740_991);
    expect(floorRatio(1_000_000_000_001, 999_999, 1_000_000)).toBe(999_999_000_000);
  });

  it('rounds down on both sides of zero', () => {
    expect([floorRatio(7, 1, 2), floorRatio(-7, 1, 2), floorRatio(-8, 1, 2)]).toEqual([3, -4, -4]);
  });

  it('is the largest whole number not above the fraction', () => {
    const whole = fc.integer({ min: -1_000_000, max: 1_000_000 });
    fc.assert(
      fc.property(whole, whole, fc.integer({ min: 1, max: 10_000 }), (amount, numerator, denominator) => {
        const floor = BigInt(floorRatio(amount, numerator, denominator));
        const product = BigInt(amount) * BigInt(numerator);
        expect(floor * BigInt(denominator) <= product && (floor + 1n) * BigInt(denominator) > product).toBe(
          true,
        );
      }),
    );
  });

  it('stops on overflow, fractions and a denominator of zero', () => {
    expect(() => floorRatio(2 ** 52, 4, 1)).toThrow(InvariantError);
    expect(() => floorRatio(1.5, 1, 1)).toThrow(InvariantError);
    expect(() => floorRatio(1, 1, 0)).toThrow(InvariantError);
  });
});

describe('roundHalfUpRatio2', () => {
  it.each([
    [1, 3, 0.33],
    [2, 3, 0.67],
    [1, 200, 0.01],
    [201, 200, 1.01],
    [-1, 200, 0],
    [10_050, 100, 100.5],
    [0, 7, 0],
  ])('%i over %i is %f', (numerator, denominator, expected) =>
    expect(roundHalfUpRatio2(numerator, denominator)).toBe(expected),
  );

  it('is null over nobody', () => expect(roundHalfUpRatio2(5, 0)).toBeNull());
});
