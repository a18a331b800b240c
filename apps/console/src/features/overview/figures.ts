import type { ReplyOf } from '@liuliang/contract/client';
import { NONE } from '../../app/layers';
import type { Period } from '../../app/figure-filter';
import { addDays, daysBetween } from '../../ui/days';

export type Star = ReplyOf<'starReport'>;
export type Assets = ReplyOf<'assetsOverTime'>;
export type Returning = Star['R']['total'];

/** The layers of the model in ascending order, as the report names them; `none` is not one. */
export const layersOf = (star: Star): readonly string[] =>
  Object.keys(star.S.byLayer).filter((code) => code !== NONE);

export interface LayerFlow {
  readonly from: string;
  readonly to: string;
  readonly value: number;
}

/** The flow matrix (rows and columns: none, then the layers upwards) as a list. */
export function flowsOf(star: Star): readonly LayerFlow[] {
  const codes = [NONE, ...layersOf(star)];
  return codes.flatMap((from, row) =>
    codes.map((to, column) => ({ from, to, value: star.A.flow[row]?.[column] ?? 0 })),
  );
}

export interface Moves {
  readonly up: number;
  readonly stay: number;
  readonly down: number;
  /** Assets on the first day: what the three add up to. */
  readonly base: number;
}

/** Where the assets of the first day went, over all layers together. HANDBOOK section 5, A, summed over R1 … R5. */
export function movesOf(star: Star): Moves {
  const codes = [NONE, ...layersOf(star)];
  const moves = { up: 0, stay: 0, down: 0, base: 0 };
  for (const { from, to, value } of flowsOf(star)) {
    if (from === NONE) continue;
    const direction = Math.sign(codes.indexOf(to) - codes.indexOf(from));
    moves[direction > 0 ? 'up' : direction < 0 ? 'down' : 'stay'] += value;
    moves.base += value;
  }
  return moves;
}

/** A part of a whole; null when there is no whole. */
export const rate = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

/** How a figure grew on an earlier one; null when there was none. */
export const growth = (from: number | null | undefined, to: number | null | undefined): number | null =>
  from == null || to == null || from === 0 ? null : (to - from) / from;

/** The distance between two rates; null when one is unknown. */
export const distance = (from: number | null | undefined, to: number | null | undefined): number | null =>
  from == null || to == null ? null : to - from;

/** The periods of the same length before this one, oldest first. They touch: each ends on the day the next begins. */
export function earlierPeriods(period: Period, count: number): readonly Period[] {
  const length = daysBetween(period.from, period.to);
  return Array.from({ length: count }, (_, index) => {
    const back = (count - index) * length;
    return { ...period, from: addDays(period.from, -back), to: addDays(period.to, -back) };
  });
}

const POINTS_WANTED = 92; // About one point every 8 px of the chart; more cannot be told apart.

/** Days between two points of the chart: one up to a quarter of a year, then as many as keep it readable. */
export const stepDaysFor = ({ from, to }: Period): number =>
  Math.min(92, Math.max(1, Math.ceil(daysBetween(from, to) / POINTS_WANTED)));

/** The number of assets on each point of the series. */
export const totalsOf = (assets: Assets): readonly number[] =>
  assets.points.map(({ counts }) =>
    Object.entries(counts).reduce((sum, [code, count]) => (code === NONE ? sum : sum + count), 0),
  );

/** The share of one layer in all assets on each point of the series. */
export const sharesOf = (assets: Assets, layer: string): readonly (number | null)[] => {
  const totals = totalsOf(assets);
  return assets.points.map(({ counts }, index) => rate(counts[layer] ?? 0, totals[index] ?? 0));
};

/** True when nobody has been in a layer on either day and nobody bought: there is nothing to compare. */
export const isEmpty = (star: Star): boolean =>
  star.S.total.from === 0 && star.S.total.to === 0 && star.R.total.orders === 0 && star.S.total.lost === 0;
