import { View } from '@tarojs/components';
import { useWords } from '../../messages';
import { serverNowMs } from '../../platform/clock';
import { go } from '../../platform/go';
import { usePages } from '../../platform/pages';
import { useResource } from '../../platform/resource';
import { Points } from '../../ui/figures';
import { date, points } from '../../ui/format.shared';
import { PagedList } from '../../ui/paged-list';
import { Press } from '../../ui/press';
import { Progress } from '../../ui/progress';
import { EmptyState } from '../../ui/states';
import { Screen } from '../../common/frame/screen';
import { sourceTitle } from '../../common/points/reasons.shared';
import { leftOf, lotUntil } from './lot.shared';
import { DebtNotice } from './balance';
import { loadMoreLots, lots, overview, type PointsLot } from './points.resource';
import './points.scss';

/** What the balance consists of: each credit with what is left of it and until when. */
export function LotsScreen() {
  const words = useWords();
  const pages = usePages(lots, loadMoreLots, ({ id }) => id);
  const debt = useResource(overview).value?.debt ?? 0;
  return (
    <Screen title={words.points.lots.title}>
      <View className="lots-hint">{words.points.lots.hint}</View>
      <DebtNotice debt={debt} />
      <PagedList
        of={pages}
        skeletonRows={6}
        empty={
          <EmptyState icon="layers" title={words.points.lots.empty} hint={words.points.lots.emptyHint} />
        }
      >
        {(items) => items.map((lot) => <LotLine key={lot.id} lot={lot} />)}
      </PagedList>
    </Screen>
  );
}

function LotLine({ lot }: { lot: PointsLot }) {
  const words = useWords();
  const nowMs = serverNowMs();
  const left = leftOf(lot);
  return (
    <Press className="lot-line" onPress={() => go('points/lot', { id: lot.id })}>
      <View className="lot-line__head">
        <View className="lot-line__text">
          <View className="lot-line__title">{sourceTitle(lot.reason, words)}</View>
          <View className="lot-line__hint">
            {date(lot.openedAtMs, nowMs, words)} · {lotUntil(lot, nowMs, words)}
          </View>
        </View>
        <View className="lot-line__left">
          <Points value={left} className="lot-line__count" />
          <View className="figure">/ {points(lot.points)}</View>
        </View>
      </View>
      <Progress
        percent={lot.points > 0 ? (left * 100) / lot.points : 0}
        label={words.points.lots.left(points(left), points(lot.points))}
      />
    </Press>
  );
}
