import { layerOn, nextLapseDay, type Day } from '@liuliang/domain';
import type { FactRow } from './facts';
import type { LayerRules } from './layer-sql';

/** From this day on the customer is in this layer, until the next step. */
export interface LayerStep {
  readonly day: Day;
  readonly layer: number;
}

/**
 * A customer's layers over time, oldest first, up to and including `untilDay`: they change where a row begins, and
 * where a window runs out in between.
 */
export function layerSteps(
  rows: readonly FactRow[],
  { model, windows }: LayerRules,
  untilDay: Day,
): LayerStep[] {
  const steps: LayerStep[] = [];
  for (const row of rows) {
    let day = row.day;
    while (day < row.nextDay && day <= untilDay) {
      const layer = layerOn(row, day, model, windows);
      if (layer !== (steps.at(-1)?.layer ?? 0)) steps.push({ day, layer });
      day = nextLapseDay(row, day, model, windows);
    }
  }
  return steps;
}
