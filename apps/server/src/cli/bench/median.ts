/** The nearest rank of a share of sorted figures; 0 of none. */
export function rank(sorted: Float64Array, share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

/** The middle one of figures in any order, the lower of two. */
export function median(values: readonly number[]): number {
  return rank(Float64Array.from(values).sort(), 0.5);
}
