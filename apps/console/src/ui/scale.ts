const STEPS = [1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8, 10];

/** The end of an axis: the smallest round figure at or above the value that four intervals cut into round ones. */
export function niceMax(value: number): number {
  if (value <= 0) return 0;
  if (value <= 20) return Math.ceil(value / 4) * 4; // Counts are whole: small axes must not show fractions.
  const magnitude = 10 ** Math.floor(Math.log10(value));
  const step = STEPS.find((candidate) => candidate * magnitude >= value) ?? 10;
  return Math.round(step * magnitude);
}
