import type { Messages } from '../../messages.zh';
import { date, day, points, pointsChange } from '../../ui/format.shared';

/**
 * What a correction after a late fact says, as label and value: what came late, and from what to what it changed the
 * points. Other explanations have other fields; then there is nothing to say.
 */
export function lateFacts(
  explanation: Readonly<Record<string, unknown>>,
  words: Messages,
): readonly (readonly [label: string, value: string])[] {
  const t = words.points.late;
  const { cause, causeAtMs } = explanation;
  if (typeof cause !== 'string') return [];
  const kind = cause.split(':')[0] ?? '';
  const what = t.causes[kind] ?? t.other;
  const came = typeof causeAtMs === 'number' && causeAtMs > 0 ? t.of(day(causeAtMs, words), what) : what;
  const [before, after] = [pointsIn(explanation['before']), pointsIn(explanation['after'])];
  const change =
    before === null || after === null ? [] : [[t.change, `${points(before)} → ${points(after)}`] as const];
  return [[t.came, came], ...change, ...paidFacts(explanation, words), ...endFacts(explanation, words)];
}

type Facts = readonly (readonly [label: string, value: string])[];

/** A corrected order that was paid on another day. */
function paidFacts({ paidBeforeMs, paidAfterMs }: Readonly<Record<string, unknown>>, words: Messages): Facts {
  if (typeof paidBeforeMs !== 'number' || typeof paidAfterMs !== 'number') return [];
  return [[words.points.late.paid, `${day(paidBeforeMs, words)} → ${day(paidAfterMs, words)}`]];
}

/** Points that end on another day than before. */
function endFacts({ ends }: Readonly<Record<string, unknown>>, words: Messages): Facts {
  if (!Array.isArray(ends)) return [];
  const t = words.points.late;
  const told = (ends as readonly { readonly untilMs: number | null; readonly points: number }[]).map(
    ({ untilMs, points: moved }) =>
      untilMs === null
        ? t.never(pointsChange(moved))
        : t.endsAt(pointsChange(moved), day(untilMs - 1, words)),
  );
  return [[t.ends, told.join('，')]];
}

interface Line {
  readonly occurredAtMs: number;
  readonly reason: { readonly heardAtMs: number | null };
}

/** Beside its date, where a line stands above one of a later date because the brand heard of it late; else null. */
export function heardHint(
  { occurredAtMs, reason }: Line,
  below: Line | undefined,
  nowMs: number,
  words: Messages,
): string | null {
  const isOutOfTurn = below !== undefined && occurredAtMs < below.occurredAtMs;
  if (reason.heardAtMs === null || !isOutOfTurn) return null;
  return words.points.late.heardOn(date(reason.heardAtMs, nowMs, words));
}

function pointsIn(figures: unknown): number | null {
  if (typeof figures !== 'object' || figures === null) return null;
  const { points: value } = figures as { readonly points?: unknown };
  return typeof value === 'number' ? value : null;
}
