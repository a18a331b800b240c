import { schemeAt, type TierHistory, type TierJudgement, type TierRules } from './history';
import { judgeTier } from './judge';
import type { JudgedStanding } from './standing';
import { levelFromRecord, type RecordedChange } from './timeline';

/** What is kept of where somebody stands. */
export interface StoredStanding {
  readonly level: number;
  readonly earnedLevel: number;
  readonly judgedAtMs: number;
  readonly dueAtMs: number;
}

/** All of a judgement that screens show, and for how long it may be shown. */
export interface StoredJudgement extends StoredStanding, JudgedStanding {
  /** The pass that counts; 0: none. */
  readonly passId: number;
  /** The scheme that was in force. */
  readonly schemeVersion: number;
  /** TIERS-6: as of here it is judged anew. 0: only the level was stored. */
  readonly holdsUntilMs: number;
}

/** What is stored of a judgement. @param neverMs stands for an end that never comes */
export function storedJudgement(
  judgement: TierJudgement,
  rules: TierRules,
  judgedAtMs: number,
  neverMs: number,
): StoredJudgement {
  return {
    // Field by field: a batch has a row for each of its buyers, and spreading costs more than all else about them.
    level: judgement.level,
    sinceMs: judgement.sinceMs,
    earnedLevel: judgement.earnedLevel,
    earnedSinceMs: judgement.earnedSinceMs,
    figure: judgement.figure,
    reviewAtMs: judgement.reviewAtMs,
    fallsAtMs: judgement.fallsAtMs,
    keepMissing: judgement.keepMissing,
    passId: judgement.pass?.id ?? 0,
    schemeVersion: schemeAt(rules, judgedAtMs).version,
    judgedAtMs,
    dueAtMs: judgement.dueAtMs ?? neverMs,
    holdsUntilMs: judgement.holdsUntilMs ?? neverMs,
  };
}

/** Whether all that is stored of a judgement is what a judgement at an instant would say, if nothing came in since. */
export function holdsAt(
  { judgedAtMs, holdsUntilMs, schemeVersion }: StoredJudgement,
  rules: TierRules,
  atMs: number,
): boolean {
  const isWithin = judgedAtMs <= atMs && atMs < holdsUntilMs;
  return isWithin && schemeAt(rules, atMs).version === schemeVersion;
}

/** Whether what is stored says where somebody stands at an instant: nothing fell due since, and no scheme began. */
export function isFresh(stored: StoredStanding | undefined, rules: TierRules, atMs: number): boolean {
  if (!stored || stored.dueAtMs <= atMs) return false;
  return schemeAt(rules, atMs).startsAtMs <= stored.judgedAtMs;
}

/** What time alone changes is recorded by a job, so a standing that has fallen due is held to when it was judged. */
export function faultsOfStanding(
  stored: StoredJudgement,
  history: TierHistory,
  recorded: readonly RecordedChange[],
  rules: TierRules,
  nowMs: number,
): string[] {
  const atMs = isFresh(stored, rules, nowMs) ? nowMs : stored.judgedAtMs;
  const judged = judgeTier(history, rules, atMs);
  const { level, earnedLevel } = judged;
  const said = levelFromRecord(recorded, atMs);
  const faults: string[] = [];
  if (stored.level !== level) faults.push(`level ${stored.level} is stored, the history says ${level}`);
  if (stored.earnedLevel !== earnedLevel)
    faults.push(`${stored.earnedLevel} is stored as earned, the history says ${earnedLevel}`);
  if (said !== level) faults.push(`the record says level ${said}, the history says ${level}`);
  return holdsAt(stored, rules, nowMs) ? [...faults, ...faultsOfFigures(stored, judged)] : faults;
}

/** What is shown without being judged again must be what judging it says. */
function faultsOfFigures(stored: StoredJudgement, judged: TierJudgement): string[] {
  const said: Readonly<Record<(typeof SHOWN)[number], number>> = { ...judged, passId: judged.pass?.id ?? 0 };
  return SHOWN.filter((name) => stored[name] !== said[name]).map(
    (name) => `${name} ${stored[name]} is stored, the history says ${said[name]}`,
  );
}

const SHOWN = [
  'sinceMs',
  'earnedSinceMs',
  'figure',
  'reviewAtMs',
  'fallsAtMs',
  'keepMissing',
  'passId',
] as const;
