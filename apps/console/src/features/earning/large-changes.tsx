import { api, useReply } from '../../app/api';
import { can, useOperator, useToday } from '../../app/operator';
import { formatMoney, formatPoints } from '../../ui/format';
import { isLargeChange, timesAsMuch, timesText } from '../../ui/magnitude';
import { Notice } from '../../ui/states';
import { fenOf } from '../../ui/worth';
import { useEarningWords } from './editor';
import { rateMoves } from './rate-moves';
import type { Rules } from './rules';

/** Rates that become many times as much, with what that would have come to this month. */
export function LargeChanges({ before, after }: { readonly before: Rules; readonly after: Rules }) {
  const { large: w } = useEarningWords();
  const operator = useOperator();
  const month = useToday().slice(0, 7);
  const query = { from: month, to: month };
  const moves = rateMoves(before, after).filter((move) => isLargeChange(move.before, move.after));
  const report = useReply('liability', query, () => api.liability({ query }), {
    isWanted: moves.length > 0 && can(operator, 'settlement.read'),
  });
  return moves.map(({ key, asset, before: from, after: to }) => {
    const times = timesAsMuch(from, to);
    const programme = report.data?.programmes.find((one) => one.asset === asset);
    const fen = programme && fenOf(programme.issued, programme.costFenPer100);
    return (
      <Notice key={key} tone="danger">
        {times === null ? w.fromNothing(w.rates[key]) : w.times(w.rates[key], timesText(times))}{' '}
        {times !== null &&
          programme !== undefined &&
          w.thisMonth(
            formatPoints(programme.issued),
            formatMoney(fen),
            formatPoints(Math.round(programme.issued * times)),
            formatMoney(Math.floor((fen ?? 0) * times)),
          )}
      </Notice>
    );
  });
}
