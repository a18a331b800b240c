import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { problemText, useWords } from '../messages';
import { useLanguage } from '../platform/language';
import type { Problem } from '../platform/resource.shared';
import { Button } from './button';
import { Icon, type IconName } from './icon';
import { Press } from './press';

interface EmptyStateProps {
  readonly icon: IconName;
  readonly title: string;
  readonly hint: string;
  readonly action?: ReactNode;
}

/** Nothing here yet, and what fills it. */
export function EmptyState({ icon, title, hint, action }: EmptyStateProps) {
  return (
    <View className="state">
      <View className="state__icon">
        <Icon name={icon} size="large" />
      </View>
      <View className="state__title">{title}</View>
      <View className="state__hint">{hint}</View>
      {action === undefined ? null : <View className="state__action">{action}</View>}
    </View>
  );
}

/** Nothing could be shown: why, the number to quote, and another try. */
export function ErrorState({ problem, onRetry }: { problem: Problem; onRetry: () => void }) {
  const words = useWords();
  const isOffline = problem.code === 'NETWORK';
  return (
    <View className="state" role="alert">
      <View className={`state__icon ${isOffline ? '' : 'state__icon--danger'}`}>
        <Icon name={isOffline ? 'offline' : 'alert'} size="large" />
      </View>
      <View className="state__title">{problemText(problem, useLanguage())}</View>
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
  return (
    <View className="notice" role="alert">
      <Icon name={problem.code === 'NETWORK' || problem.code === 'ANSWER_LOST' ? 'offline' : 'alert'} />
      <View className="notice__text">
        <View>{problemText(problem, useLanguage())}</View>
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
  return problem.requestId === null ? null : (
    <View className={className}>{words.common.requestId(problem.requestId)}</View>
  );
}
