/**
 * What a call with `...items` would do, for lists of any length: each spread item is an argument on the stack, which
 * ends at some hundred thousand of them.
 */
export function appendTo<T>(list: T[], items: Iterable<T>): void {
  for (const item of items) list.push(item);
}

/** The least of the numbers; Infinity of none, as `Math.min` says. */
export function leastOf(numbers: Iterable<number>): number {
  let least = Infinity;
  for (const one of numbers) if (one < least) least = one;
  return least;
}

/** The greatest of the numbers; -Infinity of none, as `Math.max` says. */
export function greatestOf(numbers: Iterable<number>): number {
  let greatest = -Infinity;
  for (const one of numbers) if (one > greatest) greatest = one;
  return greatest;
}
