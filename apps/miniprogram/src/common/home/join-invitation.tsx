import Taro from '@tarojs/taro';
import { useWords } from '../../messages';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/states';

/** Stands where something only members have would be. */
export function JoinInvitation() {
  const words = useWords();
  const toJoin = () => void Taro.switchTab({ url: '/pages/home/index' });
  return (
    <EmptyState
      icon="me"
      title={words.me.guest}
      hint={words.me.guestHint}
      action={<Button onPress={toJoin}>{words.me.join}</Button>}
    />
  );
}
