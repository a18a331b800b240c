import { api, useReply } from '../../app/api';
import { useLanguage } from '../../app/language';
import { can, useOperator, useToday } from '../../app/operator';
import { addDays } from '../../ui/days';
import { formatCount, formatMoney, formatPoints } from '../../ui/format';
import { timesAsMuch, timesText } from '../../ui/magnitude';
import { Notice } from '../../ui/states';
import { fenOf } from '../../ui/worth';
import { levelMoves } from './level-moves';
import type { Scheme } from './scheme';
import { useTierWords } from './tier-words';

/** Gifts and thresholds that become many times as much, and what they could cost at most, in money. */
export function LargeChanges({ before, after }: { readonly before: Scheme; readonly after: Scheme }) {
  const { large: w } = useTierWords();
  const language = useLanguage();
  const operator = useOperator();
  const today = useToday();
  const moves = levelMoves(before, after);
  const days = { from: addDays(today, -1), to: addDays(today, -1), stepDays: 1 };
  const standing = useReply('tierDistribution', days, () => api.tierDistribution({ query: days }), {
    isWanted: moves.length > 0,
  });
  const month = today.slice(0, 7);
  const query = { from: month, to: month };
  const report = useReply('liability', query, () => api.liability({ query }), {
    isWanted: moves.length > 0 && can(operator, 'settlement.read'),
  });
  const programme = report.data?.programmes.find(({ asset }) => asset === 'points');
  const costOf = (points: number) => (programme ? formatMoney(fenOf(points, programme.costFenPer100)) : null);
  return moves.map(({ key, level, before: from, after: to, giftPoints }) => {
    const times = timesAsMuch(from, to);
    const name = after.levels[level - 1]?.name[language] || `V${level}`;
    const below = standing.data?.levels.reduce((sum, one) => sum + (one.level < level ? one.members : 0), 0);
    return (
      <Notice key={`${key} ${level}`} tone="danger">
        {times === null ? w.fromNothing(w.what[key](name)) : w.times(w.what[key](name), timesText(times))}{' '}
        {giftPoints > 0 &&
          below !== undefined &&
          w.atMost(
            formatPoints(giftPoints),
            costOf(giftPoints),
            formatCount(below),
            formatPoints(giftPoints * below),
            costOf(giftPoints * below),
          )}
      </Notice>
    );
  });
}
