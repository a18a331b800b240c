import { View } from '@tarojs/components';
import { useWords } from '../../messages';
import { serverNowMs } from '../../platform/clock';
import { go } from '../../platform/go';
import { Card } from '../../ui/card';
import { Points } from '../../ui/figures';
import { points } from '../../ui/format.shared';
import { Icon, type IconName } from '../../ui/icon';
import { Row } from '../../ui/row';
import { Skeleton } from '../../ui/skeleton';
import { QuickLinks, QuickLinksSkeleton } from '../../ui/quick-links';
import type { PointsOverview } from './points.resource';
import { expiryDates, pendingDates, pointsIn, validDates } from './schedule.shared';
import { isSoon } from '../../common/points/soon.shared';

/** What there is to spend, and what is on its way in and out, each with its dates. */
export function Balance({ of }: { of: PointsOverview }) {
  const words = useWords();
  const t = words.points;
  return (
    <Card className="balance">
      <View className="balance__label">{t.available}</View>
      <Points value={of.available} className="balance__points" />
      <View className="balance__hint figure">{t.earnedThisYear(points(of.earnedThisYear))}</View>
      <DebtNotice debt={of.debt} />
      <Schedule of={of} />
    </Card>
  );
}

/** What is owed, in plain words; nothing where nothing is. */
export function DebtNotice({ debt }: { debt: number }) {
  const t = useWords().points;
  if (debt === 0) return null;
  return (
    <View className="notice notice--attention balance__debt">
      <Icon name="alert" />
      <View className="notice__text">
        <View className="balance__debt-title">{t.debtTitle(points(debt))}</View>
        <View className="notice__hint">{t.debt}</View>
      </View>
    </View>
  );
}

function Schedule({ of }: { of: PointsOverview }) {
  const words = useWords();
  const t = words.points;
  const nowMs = serverNowMs();
  const soon = of.expiring.filter(({ atMs }) => isSoon(atMs, nowMs));
  const later = soon.length > 0 ? [] : of.expiring;
  const lines: readonly (readonly [IconName, string, string | null, number])[] = [
    ['clock', t.pending, pendingDates(of.pendingSchedule, nowMs, words), of.pending],
    ['alert', t.expiring, expiryDates(soon, nowMs, words), pointsIn(soon)],
    ['check', t.validUntil, validDates(later, nowMs, words), pointsIn(later)],
    ['lock', t.held, of.held === 0 ? null : t.heldHint, of.held],
  ];
  const known = lines.filter(([, , , count]) => count !== 0);
  if (known.length === 0) return null;
  return (
    <View className="balance__schedule">
      {known.map(([icon, title, hint, count]) => (
        <Row
          key={icon}
          icon={icon}
          title={title}
          hint={hint ?? undefined}
          end={<Points value={count} className="balance__count" />}
          onPress={() => go('points/lots')}
        />
      ))}
    </View>
  );
}

/** What can be done with points, and where they come from. */
export function PointsLinks() {
  const t = useWords().points.links;
  return (
    <QuickLinks
      to={[
        { icon: 'gift', text: t.gifts, onPress: () => go('gifts/shelf') },
        { icon: 'send', text: t.transfer, onPress: () => go('transfer/list') },
        { icon: 'layers', text: t.lots, onPress: () => go('points/lots') },
        { icon: 'book', text: t.rules, onPress: () => go('points/rules') },
      ]}
    />
  );
}

export function BalanceSkeleton() {
  return (
    <>
      <Card className="balance">
        <Skeleton width="25%" height="13px" gap="12px" />
        <Skeleton width="55%" height="36px" gap="8px" />
        <Skeleton width="35%" height="12px" gap="24px" />
        <Skeleton width="100%" height="40px" gap="16px" />
        <Skeleton width="100%" height="40px" />
      </Card>
      <QuickLinksSkeleton count={4} />
    </>
  );
}
