import { isLargeChange } from '../../ui/magnitude';
import type { Scheme } from './scheme';

export interface LevelMove {
  readonly key: 'gift' | 'threshold';
  /** Counts from 1. */
  readonly level: number;
  readonly before: number;
  readonly after: number;
  /** What reaching the level gives under the draft. */
  readonly giftPoints: number;
}

/** What of the levels becomes so much greater or smaller that it may be a slip. A new level has nothing to compare. */
export function levelMoves(before: Scheme, after: Scheme): readonly LevelMove[] {
  return after.levels.flatMap((next, at) => {
    const known = before.levels[at];
    if (!known) return [];
    const of = { level: at + 1, giftPoints: next.giftPoints };
    const moves: LevelMove[] = [
      { ...of, key: 'gift', before: known.giftPoints, after: next.giftPoints },
      { ...of, key: 'threshold', before: known.threshold, after: next.threshold },
    ];
    return moves.filter((move) => isLargeChange(move.before, move.after));
  });
}
