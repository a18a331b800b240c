import { appendTo } from '../shared/lists';
import { groupedBy } from '../shared/grouped';
import type { TierChangeReason, TierStep } from './history';

/** As the rules tell it, or put right: `restored` upwards, `corrected` downwards. */
export interface NewTierChange extends Omit<TierStep, 'reason'> {
  readonly reason: TierChangeReason | 'restored' | 'corrected';
}

/** A change as it was recorded. */
export type RecordedChange = Pick<NewTierChange, 'reason' | 'atMs' | 'toLevel'>;

/**
 * What must be recorded so that the record says at every instant what the replay says. Nothing recorded is ever
 * changed: of several changes at one instant the last recorded holds. News of the past therefore adds the steps that it
 * brings, and puts right the levels at the instants where the record would say something else from then on.
 *
 * @param recorded in the order in which they hold
 */
export function missingChanges(
  steps: readonly TierStep[],
  recorded: readonly RecordedChange[],
): NewTierChange[] {
  const known = new Set(recorded.map(nameOf));
  const stepsAt = groupedBy(steps, ({ atMs }) => atMs);
  const recordedAt = groupedBy(recorded, ({ atMs }) => atMs);
  const instants = [...new Set([...stepsAt.keys(), ...recordedAt.keys()])].sort((a, b) => a - b);
  const missing: NewTierChange[] = [];
  let last: TierStep | undefined;
  let said = 0;
  for (const atMs of instants) {
    const here = stepsAt.get(atMs) ?? [];
    const news = here.filter((step) => !known.has(nameOf(step)));
    appendTo(missing, news);
    last = here[here.length - 1] ?? last;
    const spoken = [...(recordedAt.get(atMs) ?? []), ...news];
    said = spoken[spoken.length - 1]?.toLevel ?? said;
    if (last && said !== last.toLevel) {
      const reason = last.toLevel > said ? 'restored' : 'corrected';
      missing.push({ ...last, reason, atMs, fromLevel: said, toLevel: last.toLevel });
      said = last.toLevel;
    }
  }
  return missing;
}

/** The level that the record says at an instant; 0 before the first change. */
export function levelFromRecord(recorded: readonly RecordedChange[], atMs: number): number {
  let level = 0;
  for (const change of recorded) if (change.atMs <= atMs) level = change.toLevel;
  return level;
}

const nameOf = ({ reason, atMs, toLevel }: RecordedChange): string => `${reason}:${atMs}:${toLevel}`;
