import { useWords } from '../../messages';
import { usePages } from '../../platform/pages';
import { useResource } from '../../platform/resource';
import { Card } from '../../ui/card';
import { Loaded } from '../../ui/loaded';
import { PagedList } from '../../ui/paged-list';
import { SkeletonRows } from '../../ui/skeleton';
import { EmptyState } from '../../ui/states';
import { Screen } from '../../common/frame/screen';
import { PointsLines } from '../../common/points/points-line';
import { ReminderOffer } from '../../common/reminders/offer';
import { Balance, BalanceSkeleton, PointsLinks } from './balance';
import { PendingLines } from './pending';
import { history, loadMoreHistory, overview, type PointsOverview } from './points.resource';
import './points.scss';

/** What there is to spend, what is on its way, and why. */
export function PointsScreen() {
  const words = useWords();
  const balance = useResource(overview);
  return (
    <Screen title={words.tabs.points} isTab>
      <Loaded of={balance} skeleton={<PointsSkeleton />}>
        {(value) => (
          <>
            <Balance of={value} />
            <PointsLinks />
            {value.pendingCredits.length > 0 ? <ReminderOffer moment="pending" /> : null}
            <History pending={value.pendingCredits} />
          </>
        )}
      </Loaded>
    </Screen>
  );
}

function History({ pending }: { pending: PointsOverview['pendingCredits'] }) {
  const words = useWords();
  const pages = usePages(history, loadMoreHistory, ({ id }) => id);
  return (
    <Card title={words.points.history}>
      <PendingLines of={pending} />
      <PagedList
        of={pages}
        skeletonRows={6}
        isPart
        frame="none"
        empty={
          pending.length > 0 ? null : (
            <EmptyState icon="points" title={words.points.empty} hint={words.points.emptyHint} />
          )
        }
      >
        {(items) => <PointsLines items={items} />}
      </PagedList>
    </Card>
  );
}

function PointsSkeleton() {
  return (
    <>
      <BalanceSkeleton />
      <Card>
        <SkeletonRows count={6} />
      </Card>
    </>
  );
}
