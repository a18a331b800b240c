import { assertFlow, assetsOf, byLayer, countsFrom, countsTo, rateOf, sum, type LayerFlow } from './flow';
import { returning, type Returning, type ReturningRow } from './returning';

export interface Growth {
  readonly from: number;
  readonly to: number;
  /** (to − from) / from, null from 0. */
  readonly growth: number | null;
}

/** S. `new` came from none to any layer, `lost` went from any layer to none. */
export interface Scaling {
  readonly total: Growth & { readonly new: number; readonly lost: number };
  readonly byLayer: Record<string, Growth>;
}

/** T: share_i(D) = N_i(D) / N(D), null for every layer when the scope has no assets. */
export type Shares = Record<string, number | null>;

/** A. Rates by layer code over R1 … R5; forward + stay + reverse = 1, all three null for a layer empty on D0. */
export interface Activating {
  readonly flow: LayerFlow;
  readonly forward: Record<string, number | null>;
  readonly stay: Record<string, number | null>;
  readonly reverse: Record<string, number | null>;
}

/** The report of one scope between two days, in the shape that the command line and the API print. */
export interface StarReport {
  readonly S: Scaling;
  readonly T: { readonly from: Shares; readonly to: Shares };
  readonly A: Activating;
  readonly R: Returning;
}

export interface StarInput {
  /** Layer codes by layer number, none first: `layerCodes(model)`. */
  readonly codes: readonly string[];
  readonly flow: LayerFlow;
  /** What the customers of each layer on D0 bought in D0+1 … D1, by layer number, none (the newcomers) first. */
  readonly purchases: readonly ReturningRow[];
}

/** S, T, A and R of one scope (HANDBOOK 5). Counts come from the flow alone, so the four parts cannot disagree. */
export function starReport({ codes, flow, purchases }: StarInput): StarReport {
  assertFlow(flow, codes.length);
  return {
    S: scaling(codes, flow),
    T: { from: triangulating(codes, countsFrom(flow)), to: triangulating(codes, countsTo(flow)) },
    A: activating(codes, flow),
    R: returning(codes, countsFrom(flow), purchases),
  };
}

export function scaling(codes: readonly string[], flow: LayerFlow): Scaling {
  const [from, to] = [countsFrom(flow), countsTo(flow)];
  return {
    total: {
      ...growthOf(assetsOf(from), assetsOf(to)),
      new: sum(flow[0]?.slice(1) ?? []),
      lost: sum(flow.slice(1).map((row) => row[0] ?? 0)),
    },
    byLayer: byLayer(codes, 1, (layer) => growthOf(from[layer] ?? 0, to[layer] ?? 0)),
  };
}

/** @param counts customers by layer number, none first; none has no share */
export function triangulating(codes: readonly string[], counts: readonly number[]): Shares {
  const assets = assetsOf(counts);
  return byLayer(codes, 1, (layer) => rateOf(counts[layer] ?? 0, assets));
}

export function activating(codes: readonly string[], flow: LayerFlow): Activating {
  const rateTo = (layer: number, reached: (row: readonly number[]) => readonly number[]): number | null => {
    const row = flow[layer] ?? [];
    return rateOf(sum(reached(row)), sum(row));
  };
  return {
    flow,
    forward: byLayer(codes, 1, (layer) => rateTo(layer, (row) => row.slice(layer + 1))),
    stay: byLayer(codes, 1, (layer) => rateTo(layer, (row) => row.slice(layer, layer + 1))),
    reverse: byLayer(codes, 1, (layer) => rateTo(layer, (row) => row.slice(0, layer))),
  };
}

export function growthOf(from: number, to: number): Growth {
  return { from, to, growth: rateOf(to - from, from) };
}
