import { View } from '@tarojs/components';
import { problemText, useWords } from '../messages';
import { useLanguage } from '../platform/language';
import type { Problem } from '../platform/resource.shared';
import { Button } from './button';
import { Icon } from './icon';
import { Press } from './press';
import { isWayIn, WayIn } from './way-in';

export { EmptyState } from './empty-state';

/** Nothing could be shown: why, the number to quote, and another try. */
export function ErrorState({ problem, onRetry }: { problem: Problem; onRetry: () => void }) {
  const words = useWords();
  const language = useLanguage();
  const isOffline = problem.code === 'NETWORK';
  if (isWayIn(problem)) return <WayIn problem={problem} />;
  return (
    <View className="state" role="alert">
      <View className={`state__icon ${isOffline ? '' : 'state__icon--danger'}`}>
        <Icon name={isOffline ? 'offline' : 'alert'} size="large" />
      </View>
      <View className="state__title">{problemText(problem, language)}</View>
      <RequestId problem={problem} className="state__id" />
      <View className="state__action">
        <Button look="plain" onPress={onRetry}>
          {words.common.retry}
        </Button>
      </View>
    </View>
  );
}

interface ProblemNoticeProps {
  readonly problem: Problem;
  readonly hint?: string;
  readonly onRetry?: () => void;
}

/** A refusal beside the thing that was tried, which stays as it was. */
export function ProblemNotice({ problem, hint, onRetry }: ProblemNoticeProps) {
  const words = useWords();
  const language = useLanguage();
  if (isWayIn(problem)) return <WayIn problem={problem} />;
  return (
    <View className="notice" role="alert">
      <Icon name={problem.code === 'NETWORK' || problem.code === 'ANSWER_LOST' ? 'offline' : 'alert'} />
      <View className="notice__text">
        <View>{problemText(problem, language)}</View>
        {hint === undefined ? null : <View className="notice__hint">{hint}</View>}
        <RequestId problem={problem} className="notice__hint" />
      </View>
      {onRetry === undefined ? null : (
        <Press className="notice__retry" onPress={onRetry}>
          {words.common.retry}
        </Press>
      )}
    </View>
  );
}

function RequestId({ problem, className }: { problem: Problem; className: string }) {
  const words = useWords();
  if (problem.requestId === null) return null;
  return (
    // Enough to find it in the log, and little enough to read out.
    <View className={className}>{words.common.requestId(problem.requestId.slice(0, 8))}</View>
  );
}
