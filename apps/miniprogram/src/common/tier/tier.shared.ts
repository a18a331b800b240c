import type { Messages } from '../../messages.zh';
import { lastDate, money, points } from '../../ui/format.shared';
import type { MyTier } from './tier.resource';

type Basis = 'growth' | 'net_spend';

/** The figure that decides tiers, as people read it: money, or growth without a unit of its own. */
export const tierFigure = (basis: Basis, value: number): string =>
  basis === 'net_spend' ? money(value) : points(value);

type Standing = MyTier['standing'];
type TextOf = (text: { zh: string; en: string }) => string;

/** By when how much must come in to keep the earned level: the one deadline that every screen and message names. */
export interface TierDeadline {
  readonly untilMs: number;
  readonly missing: number;
  readonly needed: number;
  /** What counts from here on. */
  readonly windowStartsAtMs: number;
}

/** Null while nothing is to be feared: something is missing and the warning was given, or the review was failed. */
export function deadlineOf({ risk, keep, windowStartsAtMs }: Standing): TierDeadline | null {
  if (keep === null) return null;
  const { needed } = keep;
  if (risk !== null) return { untilMs: risk.fallsAtMs, missing: risk.missing, needed, windowStartsAtMs };
  const { reviewAtMs, missing } = keep;
  return keep.isDue
    ? { untilMs: reviewAtMs, missing, needed, windowStartsAtMs: keep.windowStartsAtMs }
    : null;
}

/** "到 12月16日再得 1,114 成长值，就能保住知己". */
export function keepSentence(
  { untilMs, missing }: Pick<TierDeadline, 'untilMs' | 'missing'>,
  of: MyTier,
  nowMs: number,
  words: Messages,
  textOf: TextOf,
): string {
  const { basis, earnedLevel } = of.standing;
  return words.tier.keepMissing[basis](
    tierSentence(basis, missing),
    lastDate(untilMs, nowMs, words),
    levelName(of, earnedLevel, words, textOf),
  );
}

/** Whether a pass raises the level above what was earned. */
export const isRaised = ({ pass, earnedLevel, level }: Standing): boolean =>
  pass !== null && earnedLevel < level;

export function levelName({ ladder }: MyTier, level: number, words: Messages, textOf: TextOf): string {
  const known = ladder.find((one) => one.level === level);
  return known === undefined ? words.tier.level(`${level}`) : textOf(known.name);
}

/** In one line what matters most: what is about to be lost, until when a pass lasts, or what is missing to rise. */
export function standingLine(of: MyTier, nowMs: number, words: Messages, textOf: TextOf): string {
  const { standing } = of;
  const deadline = deadlineOf(standing);
  if (deadline !== null) return keepSentence(deadline, of, nowMs, words, textOf);
  if (isRaised(standing) && standing.pass !== null) {
    const until = lastDate(standing.pass.endsAtMs, nowMs, words);
    return `${words.tier.passLasts(words.tier.passes[standing.pass.kind], until)} · ${wayText(of, words, textOf)}`;
  }
  return wayText(of, words, textOf);
}

/** What is missing to rise; while a pass raises the level, where somebody stands without it. */
export function wayText(of: MyTier, words: Messages, textOf: TextOf): string {
  const { basis, next, earnedLevel } = of.standing;
  const earned = levelName(of, earnedLevel, words, textOf);
  if (next === null) return isRaised(of.standing) ? words.tier.earned(earned) : words.tier.top;
  const missing = tierSentence(basis, next.missing);
  return isRaised(of.standing)
    ? words.tier.earnedToNext[basis](earned, missing, textOf(next.name))
    : words.tier.toNext[basis](missing, textOf(next.name));
}

/** Whole percent of the way, never 100 before it is reached. */
export function percentOf(figure: number, needed: number): number {
  if (needed <= 0 || figure >= needed) return 100;
  return Math.max(0, Math.min(99, Math.floor((figure * 100) / needed)));
}

/** Whole yuan are written without cents in a sentence: ¥380, but ¥380.50. */
const shortMoney = (fen: number): string => money(fen).replace(/\.00$/, '');

/** The figure within a sentence. */
export const tierSentence = (basis: Basis, value: number): string =>
  basis === 'net_spend' ? shortMoney(value) : points(value);
