import { groupedBy } from '../shared/grouped';
import { schemeAt, type TierHistory, type TierRules, type TierSchemeVersion } from './history';
import { judgeTier } from './judge';
import { levelOfFigure } from './scheme';

/** One member under the schemes of today and under a draft. */
export interface ComparedMember {
  readonly customerId: number;
  readonly from: number;
  readonly to: number;
  readonly figure: number;
  readonly giftPoints: number;
  readonly isAtRisk: boolean;
}

/** The rules as they would be, were a draft published now. */
export const publishedNow = (rules: TierRules, draft: TierSchemeVersion, nowMs: number): TierRules => ({
  zone: rules.zone,
  versions: [...rules.versions.filter((one) => one.startsAtMs < nowMs), { ...draft, startsAtMs: nowMs }],
});

/** @param given levels whose gift the member has had already */
export function compareMember(
  customerId: number,
  history: TierHistory,
  given: ReadonlySet<number>,
  rules: TierRules,
  draft: TierSchemeVersion,
  nowMs: number,
): ComparedMember {
  const now = judgeTier(history, rules, nowMs);
  const under = judgeTier(history, { zone: rules.zone, versions: [draft] }, nowMs);
  const gifts = judgeTier(history, publishedNow(rules, draft, nowMs), nowMs).gifts;
  return {
    customerId,
    from: now.level,
    to: under.level,
    figure: under.figure,
    giftPoints: gifts
      .filter(({ atMs, level }) => atMs === nowMs && !given.has(level))
      .reduce((sum, { points }) => sum + points, 0),
    isAtRisk: levelOfFigure(draft.scheme, under.figure) < now.earnedLevel,
  };
}

/** What a draft would do to all of them. */
export function reportOfDraft(
  compared: readonly ComparedMember[],
  rules: TierRules,
  draft: TierSchemeVersion,
  nowMs: number,
) {
  const current = schemeAt(rules, nowMs).scheme;
  const names = draft.scheme.levels.length >= current.levels.length ? draft.scheme : current;
  const moved = compared.filter(({ from, to }) => from !== to);
  const moves = [...groupedBy(moved, ({ from, to }) => `${from}>${to}`).values()];
  const gifted = compared.filter(({ giftPoints }) => giftPoints > 0);
  return {
    version: draft.version,
    judged: compared.length,
    levels: names.levels.map(({ name }, i) => ({
      level: i + 1,
      name,
      now: compared.filter(({ from }) => from === i + 1).length,
      underDraft: compared.filter(({ to }) => to === i + 1).length,
    })),
    up: moved.filter(({ from, to }) => to > from).length,
    down: moved.filter(({ from, to }) => to < from).length,
    same: compared.length - moved.length,
    moves: moves
      .flatMap((own) => own.slice(0, 1).map(({ from, to }) => ({ from, to, members: own.length })))
      .sort((a, b) => b.members - a.members || a.from - b.from || a.to - b.to),
    giftMembers: gifted.length,
    giftPoints: gifted.reduce((sum, { giftPoints }) => sum + giftPoints, 0),
    atRisk: compared.filter(({ isAtRisk }) => isAtRisk).length,
  };
}
