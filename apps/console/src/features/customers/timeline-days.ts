import { dayOf, type Day } from '../../ui/days';

export interface DayGroup<T> {
  readonly day: Day;
  readonly items: readonly T[];
}

/** Items, newest first, under the days of the brand's zone that they happened on. */
export function groupByDay<T extends { readonly occurredAtMs: number }>(
  items: readonly T[],
  timeZone: string,
): readonly DayGroup<T>[] {
  const groups: { day: Day; items: T[] }[] = [];
  for (const item of items) {
    const day = dayOf(item.occurredAtMs, timeZone);
    const last = groups.at(-1);
    if (last?.day === day) last.items.push(item);
    else groups.push({ day, items: [item] });
  }
  return groups;
}
