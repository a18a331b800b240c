import type { Day } from '../shared/calendar';
import type { EarningRules } from './rules';

/** What a budget gave to the facts of one day, and what it could not give them. */
export interface BudgetDay {
  readonly day: Day;
  readonly points: number;
  readonly cut: number;
}

export type Budget = NonNullable<EarningRules['budget']>;

/**
 * Whether the facts of a day may get something else by what the budget has given before it. Not where it holds
 * everything that was given and nothing was cut, nor where nothing is left and nothing was given.
 */
export function isDayOpen(budget: Budget, usedBefore: number, { points, cut }: BudgetDay): boolean {
  const isWhole = cut === 0 && usedBefore + points <= budget.points;
  const isEmpty = points === 0 && usedBefore >= budget.points;
  return !isWhole && !isEmpty;
}

/** The first day from some day on that may get something else, and what was given before it; null: none. */
export function nextOpenDay(
  budget: Budget,
  usedBefore: number,
  days: readonly BudgetDay[],
): { readonly day: Day; readonly used: number } | null {
  let used = usedBefore;
  for (const one of days) {
    if (isDayOpen(budget, used, one)) return { day: one.day, used };
    used += one.points;
  }
  return null;
}

/** What of a budget is wanted and what is given, in the order in which things happened. */
export interface Draw {
  readonly points: number;
  readonly cut: number;
}

/** What a budget gives to somebody who wants something of what is left. */
export function givenOf({ points, policy }: Budget, used: number, wanted: number): number {
  const left = Math.max(0, points - used);
  return policy === 'reject' && left < wanted ? 0 : Math.min(left, wanted);
}

/** Of draws in the order in which things happened: how many were not given what the budget had left for them. */
export function wrongDraws(
  budget: Budget,
  usedBefore: number,
  draws: readonly Draw[],
): { readonly wrong: number; readonly used: number } {
  let [wrong, used] = [0, usedBefore];
  for (const { points, cut } of draws) {
    if (points !== givenOf(budget, used, points + cut)) wrong += 1;
    used += points;
  }
  return { wrong, used };
}
