import type { CustomerTier, TierPass, TierStanding } from '@liuliang/contract';
import {
  graceEndMs,
  levelAt,
  windowStartMs,
  type TierJudgement,
  type TierRules,
  type TierScheme,
} from '@liuliang/domain';
import type { z } from 'zod';
import { passTerm } from './histories';
import type { PassRow } from './histories.queries';
import { schemeAt } from './schemes.service';

export type Badge = Pick<z.input<typeof TierStanding>, 'level' | 'name' | 'colour'>;
export type StandingView = z.input<typeof TierStanding>;
export type PassView = z.input<typeof TierPass>;
export type CustomerTierView = z.input<typeof CustomerTier>;

export function badgeOf(scheme: TierScheme, level: number): Badge {
  const { name, colour } = levelAt(scheme, clamp(scheme, level));
  return { level: clamp(scheme, level), name, colour };
}

/** A level of an earlier scheme that had more of them. */
const clamp = (scheme: TierScheme, level: number): number =>
  Math.min(Math.max(level, 1), scheme.levels.length);

export function passView(scheme: TierScheme, pass: PassRow, passId: string, nowMs: number): PassView {
  const { startsAtMs, endsAtMs } = passTerm(pass);
  return {
    passId,
    passKey: pass.passKey.toString(),
    kind: pass.kind,
    level: clamp(scheme, pass.level),
    name: badgeOf(scheme, pass.level).name,
    startsAtMs: pass.startsAtMs,
    endsAtMs: pass.endsAtMs,
    amountFen: pass.amountFen,
    cancelledAtMs: pass.cancelledAtMs || null,
    isActive: startsAtMs <= nowMs && nowMs < endsAtMs,
  };
}

/** Where somebody stands, in the words of the scheme in force. */
export function standingView(
  judgement: TierJudgement,
  rules: TierRules,
  nowMs: number,
  pass: PassView | null,
): StandingView {
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
    keep: keepOf(scheme, judgement, rules.zone),
    risk: riskOf(scheme, judgement),
    pass,
  };
}

function nextOf(scheme: TierScheme, earnedLevel: number, figure: number): StandingView['next'] {
  if (earnedLevel >= scheme.levels.length) return null;
  const { threshold, benefits } = levelAt(scheme, earnedLevel + 1);
  const missing = Math.max(0, threshold - figure);
  return { ...badgeOf(scheme, earnedLevel + 1), threshold, missing, benefits: [...benefits] };
}

function keepOf(scheme: TierScheme, judgement: TierJudgement, zone: string): StandingView['keep'] {
  const { reviewAtMs, fallsAtMs, earnedLevel, keepMissing: missing } = judgement;
  if (reviewAtMs === 0) return null;
  const untilMs = fallsAtMs || graceEndMs(reviewAtMs, scheme.graceDays, zone);
  return { reviewAtMs, untilMs, needed: levelAt(scheme, earnedLevel).threshold, missing };
}

function riskOf(scheme: TierScheme, judgement: TierJudgement): StandingView['risk'] {
  const { fallsAtMs, earnedLevel, keepMissing: missing } = judgement;
  if (fallsAtMs === 0) return null;
  const below = badgeOf(scheme, earnedLevel - 1);
  return { fallsAtMs, toLevel: below.level, toName: below.name, missing };
}
