import type { Day } from '../shared/calendar';
import { layerOn, nextLapseDay } from './layer';
import type { LayerRules } from './model';
import type { CustomerState } from './state';

/** From this day on the customer is in this layer, until the next step. */
export interface LayerStep {
  readonly day: Day;
  readonly layer: number;
}

/**
 * A customer's layers over time, oldest first, up to and including `untilDay`: they change where a state begins, and
 * where a window runs out in between.
 */
export function layerSteps(
  states: readonly CustomerState[],
  { model, windows }: LayerRules,
  untilDay: Day,
): LayerStep[] {
  const steps: LayerStep[] = [];
  for (const state of states) {
    let day = state.day;
    while (day < state.nextDay && day <= untilDay) {
      const layer = layerOn(state, day, model, windows);
      if (layer !== (steps.at(-1)?.layer ?? 0)) steps.push({ day, layer });
      day = nextLapseDay(state, day, model, windows);
    }
  }
  return steps;
}
