import { daysBetween, type Day } from '../../ui/days';

export interface LayerStep {
  readonly from: Day;
  readonly layer: string;
}

export interface LayerSpan extends LayerStep {
  /** The last day in this layer, today included. */
  readonly to: Day;
  /** Where the span begins and how long it is, as parts of the whole strip. */
  readonly start: number;
  readonly length: number;
}

/** The steps of a layer history as stretches of time up to the end of today, in parts of the whole. */
export function layerSpans(steps: readonly LayerStep[], today: Day): readonly LayerSpan[] {
  const first = steps[0];
  if (!first) return [];
  // Days are counted whole: somebody first seen today has a strip of one day.
  const whole = Math.max(1, daysBetween(first.from, today) + 1);
  return steps.map((step, index) => {
    const next = steps[index + 1];
    const start = daysBetween(first.from, step.from);
    const end = next ? daysBetween(first.from, next.from) : whole;
    return {
      ...step,
      to: next?.from ?? today,
      start: start / whole,
      length: Math.max(0, end - start) / whole,
    };
  });
}
