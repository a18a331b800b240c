import { leastOf } from '../shared/lists';
import type { Day } from '../shared/calendar';
import type { Depth } from './events';
import type { LayerCondition, LayerModel, LayerWindows } from './model';
import { FOREVER, type CustomerState } from './state';

/**
 * The layer number on a day: 0 is none, i is `model.layers[i - 1]`. The state must be the one that holds on that
 * day (null before the first). A window of W days ending on D holds a day exactly when that day > D − W.
 */
export function layerOn(
  state: CustomerState | null,
  day: Day,
  model: LayerModel,
  windows: LayerWindows,
): number {
  if (!state) return 0;
  for (let layer = model.layers.length; layer > 0; layer -= 1) {
    const rule = model.layers[layer - 1]!; // The loop stays inside the array.
    if (holds(rule.when, state, day, windows)) return layer;
  }
  return 0;
}

/**
 * The first day after `day` on which the layer changes if nothing more happens, or FOREVER. A snapshot run visits a
 * quiet customer on that day alone.
 */
export function nextLapseDay(
  state: CustomerState | null,
  day: Day,
  model: LayerModel,
  windows: LayerWindows,
): Day {
  if (!state) return FOREVER;
  const today = layerOn(state, day, model, windows);
  const edges = [
    state.lastPurchaseDay + windows.purchase,
    ...[state.lastTouchDay, state.lastShallowDay, state.lastDeepDay].map(
      (last) => last + windows.interaction,
    ),
  ].filter((edge) => edge > day);
  // Windows only run out: between two edges nothing can change, so the edges are the only candidates.
  const changing = edges.filter((edge) => layerOn(state, edge, model, windows) !== today);
  return changing.length > 0 ? leastOf(changing) : FOREVER;
}

function holds(when: LayerCondition, state: CustomerState, day: Day, windows: LayerWindows): boolean {
  const windowOpensAfter = day - windows[when.window];
  if (when.kind === 'interaction') {
    return when.depths.some((depth) => lastDayOf(state, depth) > windowOpensAfter);
  }
  if (state.lastPurchaseDay <= windowOpensAfter || state.purchaseDays < when.minDays) return false;
  return when.maxDays === null || state.purchaseDays <= when.maxDays;
}

function lastDayOf(state: CustomerState, depth: Depth): Day {
  switch (depth) {
    case 'touch':
      return state.lastTouchDay;
    case 'shallow':
      return state.lastShallowDay;
    case 'deep':
      return state.lastDeepDay;
  }
}
