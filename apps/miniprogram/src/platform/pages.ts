import { useState } from 'react';
import { useReachBottom } from '@tarojs/taro';
import { joinPages, type Page } from './pages.shared';
import { type Answer, type Problem, type Resource, useResource } from './resource';

/** A list that grows page by page: at the bottom by itself, or by the button below it. */
export function usePages<P extends Page<unknown>>(
  resource: Resource<P>,
  loadPage: (cursor: string) => Promise<Answer<P>>,
  idOf: (item: P['items'][number]) => string,
) {
  const first = useResource(resource);
  const [isLoadingMore, setLoadingMore] = useState(false);
  const [moreProblem, setMoreProblem] = useState<Problem | null>(null);

  async function loadMore(): Promise<void> {
    const soFar = resource.state.get().value;
    if (soFar === null || soFar.nextCursor === null || isLoadingMore) return;
    setLoadingMore(true);
    const answer = await loadPage(soFar.nextCursor);
    setLoadingMore(false);
    setMoreProblem(answer.ok ? null : { code: answer.code, requestId: answer.requestId });
    // A refresh from the top may have happened meanwhile; then this page no longer follows what is shown.
    if (answer.ok && resource.state.get().value === soFar) resource.put(joinPages(soFar, answer.value, idOf));
  }

  useReachBottom(() => void loadMore());
  return { ...first, isLoadingMore, moreProblem, loadMore: () => void loadMore() };
}
