import { schemeAt, type TierHistory, type TierRules } from './history';
import { judgeTier } from './judge';
import { levelFromRecord, type RecordedChange } from './timeline';

/** What is kept of where somebody stands. */
export interface StoredStanding {
  readonly level: number;
  readonly earnedLevel: number;
  readonly judgedAtMs: number;
  readonly dueAtMs: number;
}

/** Whether what is stored says where somebody stands at an instant: nothing fell due since, and no scheme began. */
export function isFresh(stored: StoredStanding | undefined, rules: TierRules, atMs: number): boolean {
  if (!stored || stored.dueAtMs <= atMs) return false;
  return schemeAt(rules, atMs).startsAtMs <= stored.judgedAtMs;
}

/** What time alone changes is recorded by a job, so a standing that has fallen due is held to when it was judged. */
export function faultsOfStanding(
  stored: StoredStanding,
  history: TierHistory,
  recorded: readonly RecordedChange[],
  rules: TierRules,
  nowMs: number,
): string[] {
  const atMs = isFresh(stored, rules, nowMs) ? nowMs : stored.judgedAtMs;
  const { level, earnedLevel } = judgeTier(history, rules, atMs);
  const said = levelFromRecord(recorded, atMs);
  const faults: string[] = [];
  if (stored.level !== level) faults.push(`level ${stored.level} is stored, the history says ${level}`);
  if (stored.earnedLevel !== earnedLevel)
    faults.push(`${stored.earnedLevel} is stored as earned, the history says ${earnedLevel}`);
  if (said !== level) faults.push(`the record says level ${said}, the history says ${level}`);
  return faults;
}
