import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { useWords } from '../../messages';
import { serverNowMs } from '../../platform/clock';
import { useResource } from '../../platform/resource';
import { Card } from '../../ui/card';
import { type Fact, Facts } from '../../ui/facts';
import { Points } from '../../ui/figures';
import { lastDate, money, points } from '../../ui/format.shared';
import { Loaded } from '../../ui/loaded';
import { Skeleton, SkeletonRows } from '../../ui/skeleton';
import { Steps } from '../../ui/steps';
import { Screen } from '../../common/frame/screen';
import { PointsSumLines } from '../../common/points/sum';
import { reasonPlace, sourceTitle } from '../../common/points/reasons.shared';
import { leftOf, storyOf } from './lot.shared';
import { type LotStory, openLot, type PointsLot } from './points.resource';
import './points.scss';

/** One credit from its beginning to now: "120 from order X, expires 31 Dec, 40 used in Y". */
export function LotScreen() {
  const words = useWords();
  const id = useRouter().params['id'] ?? '';
  const [lot] = useState(() => openLot(id));
  const story = useResource(lot);
  return (
    <Screen title={words.points.lots.story}>
      <Loaded of={story} skeleton={<LotSkeleton />}>
        {(value) => (
          <>
            <Head lot={value.lot} />
            <LotFacts lot={value.lot} />
            <Card>
              <Life of={value} />
            </Card>
          </>
        )}
      </Loaded>
    </Screen>
  );
}

function Head({ lot }: { lot: PointsLot }) {
  const words = useWords();
  const place = reasonPlace(lot, words);
  return (
    <View className="lot">
      <Points value={lot.points} className="lot__points" />
      <View className="lot__title">{sourceTitle(lot.reason, words)}</View>
      {place === null ? null : <View className="lot__hint">{place}</View>}
    </View>
  );
}

function LotFacts({ lot }: { lot: PointsLot }) {
  const words = useWords();
  const t = words.points;
  const { orderId, amountFen, explanation } = lot.reason;
  const until =
    lot.expiresAtMs === null ? t.lots.neverExpires : lastDate(lot.expiresAtMs, serverNowMs(), words);
  const facts: readonly Fact[] = [
    [t.lots.remaining, points(leftOf(lot))],
    [t.lots.ends, lot.isExpired ? `${until} · ${t.lots.expired}` : until],
    [t.order, orderId],
    [t.paid, amountFen === null ? null : money(amountFen)],
  ];
  return (
    <Card>
      <Facts of={facts} />
      <PointsSumLines explanation={explanation} became={null} />
      {lot.isCarriedOn ? <View className="lot__hint">{t.lots.carriedOn}</View> : null}
    </Card>
  );
}

function Life({ of }: { of: LotStory }) {
  const words = useWords();
  const steps = storyOf(of, serverNowMs(), words).map(({ change, ...step }) => ({
    ...step,
    end: change === null ? undefined : <View className="figure">{change}</View>,
  }));
  return <Steps of={steps} />;
}

function LotSkeleton() {
  return (
    <>
      <View className="lot">
        <Skeleton width="40%" height="44px" gap="12px" />
        <Skeleton width="30%" height="16px" gap="12px" />
      </View>
      <Skeleton width="100%" height="120px" gap="16px" />
      <Card>
        <SkeletonRows count={4} />
      </Card>
    </>
  );
}
