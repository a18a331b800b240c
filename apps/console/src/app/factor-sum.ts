import type { ReplyOf } from '@liuliang/contract/client';
import { decimalText } from '../ui/decimal';

type Told = ReplyOf<'tryEarning'>['factors'][number];

/** One step of the sum behind points: which rule it was, and what it did. Old ones do not say what they brought. */
export type Factor = Omit<Told, 'kind' | 'adds'> & { readonly kind: string; readonly adds: number | null };

export interface SumStep {
  readonly factor: Factor;
  /** `+20%` where bonuses are added, `×1.2` where they are multiplied; empty for what is no multiplier. */
  readonly how: string;
}

/** The steps in the order shown, and what they add up to; null where one of them does not say what it brought. */
export interface FactorSum {
  readonly steps: readonly SumStep[];
  readonly total: number | null;
}

/** @param combine how the rules bring several multipliers together; unknown of old explanations */
export function factorSum(factors: readonly Factor[], combine: string | null): FactorSum {
  const isWhole = factors.every(({ adds }) => adds !== null);
  // A multiplier that brought nothing, because a higher one counts, would only be in the way.
  const told = factors.filter(({ percent, adds }) => percent === null || adds !== 0);
  const multiplies = combine === 'product' || !isWhole;
  return {
    steps: told.map((factor) => ({
      factor,
      how: factor.percent === null ? '' : timesText(factor.percent, multiplies),
    })),
    total: isWhole ? factors.reduce((sum, { adds }) => sum + (adds ?? 0), 0) : null,
  };
}

const timesText = (percent: number, multiplies: boolean): string =>
  multiplies ? `×${decimalText(percent)}` : `${percent >= 100 ? '+' : '−'}${Math.abs(percent - 100)}%`;
