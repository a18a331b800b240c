import Taro from '@tarojs/taro';
import { useWords } from '../messages';
import { useRememberPlace } from '../platform/come-back';
import type { Problem } from '../platform/resource.shared';
import { Button } from './button';
import { EmptyState } from './empty-state';

/** Refusals that are no fault of anybody: the page is for members or for guides, and says how one becomes one. */
export const isWayIn = ({ code }: Problem): boolean =>
  code === 'MEMBER_REQUIRED' || code === 'GUIDE_REQUIRED';

const toHome = () => void Taro.switchTab({ url: '/pages/home/index' });

/** To the page where one joins, and from there back to here. */
export function useWayToJoin(): () => void {
  const remember = useRememberPlace();
  return () => {
    remember();
    toHome();
  };
}

/** Stands where something only members have would be. */
export function JoinInvitation() {
  const words = useWords();
  const toJoin = useWayToJoin();
  return (
    <EmptyState
      icon="me"
      title={words.me.guest}
      hint={words.me.guestHint}
      action={<Button onPress={toJoin}>{words.me.join}</Button>}
    />
  );
}

/** Stands where something only guides have would be. */
export function GuideInvitation() {
  const words = useWords();
  return (
    <EmptyState
      icon="store"
      title={words.guide.notGuide}
      hint={words.guide.notGuideHint}
      action={
        <Button look="plain" onPress={toHome}>
          {words.guide.toHome}
        </Button>
      }
    />
  );
}

export const WayIn = ({ problem }: { problem: Problem }) =>
  problem.code === 'GUIDE_REQUIRED' ? <GuideInvitation /> : <JoinInvitation />;
