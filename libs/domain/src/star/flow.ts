import { assert } from '../shared/assert';
import { isNonNegativeInteger } from '../shared/integers';

/**
 * F: `flow[i][j]` counts the customers in layer i on D0 and layer j on D1, by layer number, 0 = none. Every other
 * figure of S, T and A follows from it. A customer not yet seen on D0 was in none.
 */
export type LayerFlow = readonly (readonly number[])[];

/** Asserts that a flow is a square of counts over these layers (STAR-1). */
export function assertFlow(flow: LayerFlow, layers: number): void {
  const isSquare = flow.length === layers && flow.every((row) => row.length === layers);
  assert(isSquare, 'STAR-1', 'a flow has a row and a column per layer, none included');
  assert(
    flow.every((row) => row.every(isNonNegativeInteger)),
    'STAR-1',
    'a flow holds counts of customers',
  );
}

/** N_i(D0): each customer stands in the row of the layer on D0. */
export function countsFrom(flow: LayerFlow): number[] {
  return flow.map(sum);
}

/** N_j(D1): each customer stands in the column of the layer on D1. */
export function countsTo(flow: LayerFlow): number[] {
  return flow.map((_, column) => sum(flow.map((row) => row[column] ?? 0)));
}

/** N(D) = Σ N_i(D) over the layers above none, which is not an asset. */
export function assetsOf(counts: readonly number[]): number {
  return sum(counts.slice(1));
}

/** A rate whose denominator is 0 is null: unknown, never 0 and never NaN (HANDBOOK 5). */
export function rateOf(numerator: number, denominator: number): number | null {
  return denominator === 0 ? null : numerator / denominator;
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** A report object keyed by layer code. `layers` starts with none; `pick` gets the layer number. */
export function byLayer<T>(
  codes: readonly string[],
  from: 0 | 1,
  pick: (layer: number) => T,
): Record<string, T> {
  return Object.fromEntries(codes.slice(from).map((code, index) => [code, pick(index + from)]));
}
