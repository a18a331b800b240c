/**
 * The shape of a document stands in the contract, its rules in the domain, and neither imports the other. That they
 * speak of the same type is proved by the compiler: this file does not compile when they differ in any field.
 */
import { EarningRules as RulesShape, TierScheme as SchemeShape } from '@liuliang/contract';
import { plainRules, type EarningRules, type TierScheme } from '@liuliang/domain';
import type { z } from 'zod';

/** A type with every part read-only and no trace of how it was put together. */
type Plain<T> = T extends readonly (infer U)[]
  ? readonly Plain<U>[]
  : T extends object
    ? { readonly [K in keyof T]: Plain<T[K]> }
    : T;
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type SameShape<Shape extends z.ZodType, T> = Same<Plain<z.output<Shape>>, Plain<T>>;

describe('a document', () => {
  it('has one type in contract and domain', () => {
    const rules: SameShape<typeof RulesShape, EarningRules> = true;
    const scheme: SameShape<typeof SchemeShape, TierScheme> = true;
    expect([rules, scheme]).toEqual([true, true]);
  });

  it('is told from one with a field more, an optional field, or another choice', () => {
    // @ts-expect-error: the domain knows a field that the shape does not
    const more: SameShape<typeof RulesShape, EarningRules & { readonly extra: number }> = true;
    // @ts-expect-error: the shape demands what the domain calls optional
    const optional: SameShape<typeof SchemeShape, Partial<TierScheme>> = true;
    // @ts-expect-error: the domain knows one choice less
    const choice: SameShape<typeof RulesShape, EarningRules & { readonly funder: 'hq' }> = true;
    expect([more, optional, choice]).toHaveLength(3);
  });

  it('of the domain is taken by the shape of the contract', () => {
    const rules = plainRules({ points: 1, perFen: 100 });
    expect(RulesShape.parse(JSON.parse(JSON.stringify(rules)))).toEqual(rules);
  });
});
