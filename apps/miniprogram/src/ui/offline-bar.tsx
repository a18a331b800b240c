import { View } from '@tarojs/components';
import { problemText, useWords } from '../messages';
import { serverNowMs } from '../platform/clock';
import { useLanguage } from '../platform/language';
import { network } from '../platform/network';
import type { ResourceState } from '../platform/resource.shared';
import { useStore } from '../platform/store';
import { instant } from './format.shared';
import { Icon } from './icon';
import { Press } from './press';

/** Shown above something that may be out of date: since when, why, and another try. */
export function OfflineBar({ state, onRetry }: { state: ResourceState<unknown>; onRetry: () => void }) {
  const words = useWords();
  const language = useLanguage();
  const { isConnected } = useStore(network);
  const { problem, asOfMs, value } = state;
  if (value === null || asOfMs === null || (problem === null && isConnected)) return null;
  const why =
    problem === null || problem.code === 'NETWORK' ? words.common.offline : problemText(problem, language);
  return (
    <View className="offline-bar" role="status">
      <Icon name="offline" />
      <View className="offline-bar__text">
        {why} · {words.common.asOf(instant(asOfMs, serverNowMs(), words))}
      </View>
      <Press className="offline-bar__retry" onPress={onRetry}>
        {words.common.retry}
      </Press>
    </View>
  );
}
