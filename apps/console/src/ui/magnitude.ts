/** How many times as much a figure becomes; null where there was nothing, or where both are nothing. */
export const timesAsMuch = (before: number, after: number): number | null =>
  before > 0 ? after / before : null;

/** From here on a change is said in so many times, since it is more often a slip than a decision. */
const LARGE = 5;

/** Whether a change is so large that it is probably a slip of a digit: many times as much, a fraction of it, or from nothing. */
export function isLargeChange(before: number, after: number): boolean {
  if (before === after) return false;
  const times = timesAsMuch(before, after);
  return times === null || times >= LARGE || times <= 1 / LARGE;
}

/** 100 → `100`, 0.05 → `0.05`, 3.3333 → `3.3`. */
export const timesText = (times: number): string =>
  String(times >= 10 ? Math.round(times) : Number(times.toPrecision(2)));
