import { schemeAt, type TierJudgement, type TierPassTerm, type TierRules } from './history';
import { levelAt, type TierScheme, type TierText } from './scheme';
import { graceEndMs, warningMs, windowStartMs } from './window';

/** A level as screens show it. */
export interface TierBadge {
  readonly level: number;
  readonly name: TierText;
  readonly colour: string;
}

export function badgeOf(scheme: TierScheme, wanted: number): TierBadge {
  // A level of an earlier scheme may be above all of this one.
  const level = Math.min(Math.max(wanted, 1), scheme.levels.length);
  const { name, colour } = levelAt(scheme, level);
  return { level, name, colour };
}

/** A pass as it was given; `cancelledAtMs` 0: never cancelled. */
export interface GivenPass extends TierPassTerm {
  readonly cancelledAtMs: number;
}

/** A pass as the rules take it: a cancelled one ended then. */
export function passTerm({ id, level, startsAtMs, endsAtMs, cancelledAtMs }: GivenPass): TierPassTerm {
  return {
    id,
    level,
    startsAtMs,
    endsAtMs: cancelledAtMs > 0 ? Math.min(endsAtMs, cancelledAtMs) : endsAtMs,
  };
}

/** What of a judgement says where somebody stands. */
export type JudgedStanding = Pick<
  TierJudgement,
  | 'level'
  | 'sinceMs'
  | 'earnedLevel'
  | 'earnedSinceMs'
  | 'figure'
  | 'reviewAtMs'
  | 'fallsAtMs'
  | 'keepMissing'
>;

/** Where somebody stands, in the words of the scheme in force. */
export function standingIn(judgement: JudgedStanding, rules: TierRules, nowMs: number) {
  const { scheme } = schemeAt(rules, nowMs);
  const { level, earnedLevel, figure } = judgement;
  return {
    ...badgeOf(scheme, level),
    sinceMs: judgement.sinceMs,
    earnedLevel,
    earnedSinceMs: judgement.earnedSinceMs,
    basis: scheme.basis,
    figure,
    windowStartsAtMs: Math.max(0, windowStartMs(nowMs, scheme.window, rules.zone)),
    benefits: [...levelAt(scheme, level).benefits],
    next: nextOf(scheme, earnedLevel, figure),
    keep: keepOf(scheme, judgement, rules.zone, nowMs),
    risk: riskOf(scheme, judgement),
  };
}

function nextOf(scheme: TierScheme, earnedLevel: number, figure: number) {
  if (earnedLevel >= scheme.levels.length) return null;
  const { threshold, benefits } = levelAt(scheme, earnedLevel + 1);
  const missing = Math.max(0, threshold - figure);
  return { ...badgeOf(scheme, earnedLevel + 1), threshold, missing, benefits: [...benefits] };
}

function keepOf(scheme: TierScheme, judgement: JudgedStanding, zone: string, nowMs: number) {
  const { reviewAtMs, earnedLevel, keepMissing: missing } = judgement;
  if (reviewAtMs === 0) return null;
  const { window, warningDays } = scheme;
  return {
    reviewAtMs,
    untilMs: safeUntilMs(scheme, judgement, zone),
    needed: levelAt(scheme, earnedLevel).threshold,
    missing,
    // A calendar year is judged when it ends, by all that was in it; see `atReview` of the figures.
    windowStartsAtMs: Math.max(
      0,
      windowStartMs(window.kind === 'calendar' ? reviewAtMs - 1 : reviewAtMs, window, zone),
    ),
    isDue: missing > 0 && nowMs >= warningMs(reviewAtMs, warningDays, zone),
  };
}

/** When the earned level falls unless something comes in. */
export const safeUntilMs = (
  scheme: TierScheme,
  judgement: Pick<TierJudgement, 'fallsAtMs' | 'reviewAtMs'>,
  zone: string,
): number => judgement.fallsAtMs || graceEndMs(judgement.reviewAtMs, scheme.graceDays, zone);

function riskOf(scheme: TierScheme, judgement: JudgedStanding) {
  const { fallsAtMs, earnedLevel, keepMissing: missing } = judgement;
  if (fallsAtMs === 0) return null;
  const below = badgeOf(scheme, earnedLevel - 1);
  return { fallsAtMs, toLevel: below.level, toName: below.name, missing };
}
