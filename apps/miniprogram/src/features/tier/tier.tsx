import { View } from '@tarojs/components';
import { useBilingual, useWords } from '../../messages';
import { serverNowMs } from '../../platform/clock';
import { useResource } from '../../platform/resource';
import { Card } from '../../ui/card';
import { Loaded } from '../../ui/loaded';
import { Skeleton, SkeletonRows } from '../../ui/skeleton';
import { Steps } from '../../ui/steps';
import { Screen } from '../../common/frame/screen';
import { Benefits } from './benefits';
import { Standing } from './standing';
import { type MyTier, myTier } from '../../common/tier/tier.resource';
import { changeSteps, ladderSteps, markOf } from './tier.shared';
import './tier.scss';

/** Where I am, what is missing, until when, what it gives, and why it changed. */
export function TierScreen() {
  const words = useWords();
  const tier = useResource(myTier);
  return (
    <Screen title={words.tier.title}>
      <Loaded of={tier} skeleton={<TierSkeleton />}>
        {(value) => (
          <>
            <Standing of={value} />
            <Benefits of={value.standing} />
            <Ladder of={value} />
            <Changes of={value} />
          </>
        )}
      </Loaded>
    </Screen>
  );
}

function Ladder({ of }: { of: MyTier }) {
  const words = useWords();
  const textOf = useBilingual();
  const steps = ladderSteps(of, words, textOf).map((step) => {
    const mark = markOf(of.standing, Number(step.key), words);
    return { ...step, end: mark === null ? undefined : <View className="tag tag--good">{mark}</View> };
  });
  return (
    <Card title={words.tier.ladder}>
      <Steps of={steps} />
    </Card>
  );
}

function Changes({ of }: { of: MyTier }) {
  const words = useWords();
  const textOf = useBilingual();
  if (of.changes.length === 0) return null;
  return (
    <Card title={words.tier.history}>
      <Steps of={changeSteps(of.changes, of.standing.basis, serverNowMs(), words, textOf)} />
    </Card>
  );
}

function TierSkeleton() {
  return (
    <>
      <Skeleton width="100%" height="190px" gap="12px" />
      <Card>
        <SkeletonRows count={3} />
      </Card>
      <Card>
        <SkeletonRows count={4} />
      </Card>
    </>
  );
}
