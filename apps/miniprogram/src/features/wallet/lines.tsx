import { View } from '@tarojs/components';
import { useWords } from '../../messages';
import { serverNowMs } from '../../platform/clock';
import { usePages } from '../../platform/pages';
import { Money, Points } from '../../ui/figures';
import { moment } from '../../ui/format.shared';
import { Icon } from '../../ui/icon';
import { PagedList } from '../../ui/paged-list';
import { isLate, lineIcon, lineId, lineReference } from './statement.shared';
import type { OpenLines, StatementLine } from './wallet.resource';

/** What a month's figure is made of: rewards by order, what refunds took back, gifts and payouts. */
export function Lines({ of, period }: { of: OpenLines; period: string }) {
  const words = useWords();
  const pages = usePages(of.lines, of.loadMore, lineId);
  return (
    <PagedList
      of={pages}
      skeletonRows={4}
      isPart
      frame="none"
      empty={<View className="more">{words.wallet.linesEmpty}</View>}
    >
      {(items) => items.map((line) => <Line key={lineId(line)} of={line} period={period} />)}
    </PagedList>
  );
}

function Line({ of: line, period }: { of: StatementLine; period: string }) {
  const words = useWords();
  const reference = lineReference(line, words);
  return (
    <View className="row">
      <View className="row__icon">
        <Icon name={lineIcon(line)} />
      </View>
      <View className="row__text">
        <View className="row__title">{words.wallet.kinds[line.kind]}</View>
        {reference === null ? null : <View className="row__hint">{reference}</View>}
        <View className="row__hint">
          {moment(line.occurredAtMs, serverNowMs(), words)}
          {isLate(line, period) ? ` · ${words.wallet.closedLate}` : ''}
        </View>
      </View>
      <View className="line-end">
        <Points
          value={line.points}
          isChange
          className={`line-end__points ${line.points > 0 ? 'line-end__points--up' : ''}`}
        />
        <Money fen={line.amountFen} className="line-end__money" />
      </View>
    </View>
  );
}
