import { View } from '@tarojs/components';
import { useWords } from '../../messages';
import { usePages } from '../../platform/pages';
import { Card } from '../../ui/card';
import { Points } from '../../ui/figures';
import { Loaded } from '../../ui/loaded';
import { More } from '../../ui/more';
import { Skeleton, SkeletonRows } from '../../ui/skeleton';
import { EmptyState } from '../../ui/states';
import { JoinInvitation } from '../../common/home/join-invitation';
import { Screen } from '../../common/frame/screen';
import { PointsLine } from '../../common/points/points-line';
import { history, loadMoreHistory, type PointsHistory } from './points.resource';
import './points.scss';

/** What there is to spend, what is on its way, and why. */
export function PointsScreen() {
  const words = useWords();
  const pages = usePages(history, loadMoreHistory);
  return (
    <Screen title={words.tabs.points} isTab>
      {pages.value === null && pages.problem?.code === 'MEMBER_REQUIRED' ? (
        <JoinInvitation />
      ) : (
        <Loaded of={pages} skeleton={<PointsSkeleton />}>
          {(value) => (
            <>
              <Balance of={value} />
              <Card title={words.points.history}>
                {value.items.map((item) => (
                  <PointsLine key={item.id} item={item} />
                ))}
                {value.items.length === 0 ? (
                  <EmptyState icon="points" title={words.points.empty} hint={words.points.emptyHint} />
                ) : (
                  <More hasMore={value.nextCursor !== null} of={pages} />
                )}
              </Card>
            </>
          )}
        </Loaded>
      )}
    </Screen>
  );
}

function Balance({ of }: { of: PointsHistory }) {
  const words = useWords();
  return (
    <Card className="balance">
      <View className="balance__main">
        <View className="balance__label">{words.points.available}</View>
        <Points value={of.available} className="balance__points" />
      </View>
      <View className="balance__side">
        <View className="balance__label">{words.points.pending}</View>
        <Points value={of.pending} className="balance__pending" />
        <View className="balance__hint">{words.points.pendingHint}</View>
      </View>
      {of.available < 0 ? (
        <View className="notice notice--attention balance__debt">{words.points.debt}</View>
      ) : null}
    </Card>
  );
}

function PointsSkeleton() {
  return (
    <>
      <Card>
        <Skeleton width="25%" height="13px" gap="12px" />
        <Skeleton width="55%" height="34px" gap="8px" />
      </Card>
      <Card>
        <SkeletonRows count={6} />
      </Card>
    </>
  );
}
