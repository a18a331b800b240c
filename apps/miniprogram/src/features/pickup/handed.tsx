import { View } from '@tarojs/components';
import { useWords } from '../../messages';
import { serverNowMs } from '../../platform/clock';
import { usePages } from '../../platform/pages';
import { Card } from '../../ui/card';
import { clockTime, date } from '../../ui/format.shared';
import { PagedList } from '../../ui/paged-list';
import { Picture } from '../../ui/picture';
import { EmptyState } from '../../ui/states';
import { GuideInvitation } from '../../ui/way-in';
import { Screen } from '../../common/frame/screen';
import { handed, type HandedGift, loadMoreHanded } from './handed.resource';
import { byDay } from './handed.shared';
import './pickup.scss';

/** What a guide handed over, newest first and day by day. */
export function HandedScreen() {
  const words = useWords();
  const t = words.pickup;
  const pages = usePages(handed, loadMoreHanded, ({ orderId }) => orderId);
  if (pages.value === null && pages.problem?.code === 'GUIDE_REQUIRED') {
    return (
      <Screen title={t.history}>
        <GuideInvitation />
      </Screen>
    );
  }
  return (
    <Screen title={t.history}>
      <PagedList
        of={pages}
        skeletonRows={5}
        frame="cards"
        empty={<EmptyState icon="gift" title={t.historyEmpty} hint={t.historyEmptyHint} />}
      >
        {(items) =>
          byDay(items).map(({ key, atMs, gifts }) => (
            <Card key={key} title={t.dayCount(date(atMs, serverNowMs(), words), gifts.length)}>
              {gifts.map((gift) => (
                <Line key={gift.orderId} of={gift} />
              ))}
            </Card>
          ))
        }
      </PagedList>
    </Screen>
  );
}

function Line({ of }: { of: HandedGift }) {
  const words = useWords();
  const t = words.pickup;
  const who = of.who ?? (of.audience === 'guide' ? t.guide : t.anonymous);
  return (
    <View className="row">
      <Picture name={of.picture} size="small" />
      <View className="row__text">
        <View className="row__title">{of.name}</View>
        <View className="row__hint">
          {[of.collectedAtMs === null ? null : clockTime(of.collectedAtMs), who, of.store]
            .filter((part) => part !== null)
            .join(' · ')}
        </View>
      </View>
      {of.state === 'returned' ? <View className="tag">{words.gifts.states.returned}</View> : null}
    </View>
  );
}
