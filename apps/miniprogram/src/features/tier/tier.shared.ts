import { isRaised, tierFigure } from '../../common/tier/tier.shared';
import type { Messages } from '../../messages.zh';
import { moment } from '../../ui/format.shared';
import type { Step } from '../../ui/steps';
import type { Benefit, MyTier, Standing, TierChange } from '../../common/tier/tier.resource';

/** One line of the comparison: a kind of benefit, what it is now and what it would be. */
export interface ComparedBenefit {
  readonly kind: Benefit['kind'];
  readonly now: Benefit | null;
  readonly next: Benefit | null;
}

/** Benefits side by side by kind; those of the same kind in their order, what only one side has beside nothing. */
export function compareBenefits(
  now: readonly Benefit[],
  next: readonly Benefit[],
): readonly ComparedBenefit[] {
  const kinds = [...new Set([...now, ...next].map(({ kind }) => kind))];
  return kinds.flatMap((kind) => {
    const mine = now.filter((benefit) => benefit.kind === kind);
    const theirs = next.filter((benefit) => benefit.kind === kind);
    return Array.from({ length: Math.max(mine.length, theirs.length) }, (_, index) => ({
      kind,
      now: mine[index] ?? null,
      next: theirs[index] ?? null,
    }));
  });
}

type TextOf = (text: { zh: string; en: string }) => string;

/** Why a level changed, newest first. */
export function changeSteps(
  changes: readonly TierChange[],
  basis: Standing['basis'],
  nowMs: number,
  words: Messages,
  textOf: TextOf,
): readonly Step[] {
  return changes.map((change, index) => {
    const name = change.toName === null ? words.tier.level(`${change.toLevel}`) : textOf(change.toName);
    const order = change.orderNumber === null ? [] : [`${words.points.order} ${change.orderNumber}`];
    return {
      key: `${index}`,
      title: words.tier.changes[change.reason](name),
      hints: [
        [moment(change.occurredAtMs, nowMs, words), words.tier.causes[change.causeKind]].join(' · '),
        ...order,
        ...(change.needed > 0
          ? [words.tier.reached(tierFigure(basis, change.figure), tierFigure(basis, change.needed))]
          : []),
      ],
      look: lookOf(change),
    };
  });
}

function lookOf({ fromLevel, toLevel, reason }: TierChange): Step['look'] {
  if (toLevel > fromLevel || reason === 'kept') return 'good';
  return reason === 'warned' || toLevel < fromLevel ? 'danger' : 'info';
}

/** What stands beside a level: where the member is, by a pass or by what was earned. */
export function markOf(standing: Standing, level: number, words: Messages): string | null {
  const { pass, earnedLevel } = standing;
  if (!isRaised(standing) || pass === null) return level === standing.level ? words.tier.youAreHere : null;
  if (level === standing.level) return words.tier.passes[pass.kind];
  return level === earnedLevel ? words.tier.earnedHere : null;
}

/** Every level as a step of the way, the present one marked. */
export function ladderSteps({ ladder, standing }: MyTier, words: Messages, textOf: TextOf): readonly Step[] {
  return ladder.map(({ level, name, threshold }) => ({
    key: `${level}`,
    title: textOf(name),
    hints: [
      threshold === 0
        ? words.tier.start
        : words.tier.from[standing.basis](tierFigure(standing.basis, threshold)),
    ],
    look: level === standing.level ? 'primary' : level < standing.level ? 'good' : 'ahead',
  }));
}
