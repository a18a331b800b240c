import { View } from '@tarojs/components';
import { useWords } from '../messages';
import type { Problem } from '../platform/resource.shared';
import { Press } from './press';
import { ProblemNotice } from './states';

interface LoadMoreProps {
  readonly hasMore: boolean;
  readonly of: {
    readonly isLoadingMore: boolean;
    readonly moreProblem: Problem | null;
    readonly loadMore: () => void;
  };
}

/** The end of a list: the next page, its refusal, or that there is no more. */
export function LoadMore({ hasMore, of }: LoadMoreProps) {
  const words = useWords();
  if (of.moreProblem !== null) return <ProblemNotice problem={of.moreProblem} onRetry={of.loadMore} />;
  if (!hasMore) return <View className="more">{words.common.noMore}</View>;
  return (
    <Press className="more" isOff={of.isLoadingMore} onPress={of.loadMore}>
      {of.isLoadingMore ? words.common.loadingMore : words.common.more}
    </Press>
  );
}
