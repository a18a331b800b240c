import { NEVER_MS } from '../../shared/limits';
import type { FactOwner } from './book';
import type { StoredOwner } from './straighten';

/** How many more of an owner's points, or fewer, end at an instant; null: never. */
export interface EndMoved {
  readonly untilMs: number | null;
  readonly points: number;
}

/**
 * Where the ends of an owner's points are others by the facts than by the books: points that end at one instant instead
 * of another. Empty where points only come or only go.
 */
export function endsMoved(facts: FactOwner, stored: StoredOwner): EndMoved[] {
  const byEnd = new Map<number, number>();
  const add = (untilMs: number, points: number): void => {
    if (points !== 0) byEnd.set(untilMs, (byEnd.get(untilMs) ?? 0) + points);
  };
  for (const { expiresAtMs, pending, remaining, held } of facts.lots)
    add(expiresAtMs, pending + remaining + held);
  for (const { rootId, expiresAtMs, pending, remaining, held } of stored.lots)
    if (rootId !== 0) add(expiresAtMs, -pending - remaining - held);
  const moved = [...byEnd].filter(([, points]) => points !== 0).sort(([a], [b]) => a - b);
  const isMoved = moved.some(([, points]) => points > 0) && moved.some(([, points]) => points < 0);
  return isMoved
    ? moved.map(([untilMs, points]) => ({ untilMs: untilMs === NEVER_MS ? null : untilMs, points }))
    : [];
}
