import { useEffect, useState } from 'react';
import Taro, { usePullDownRefresh } from '@tarojs/taro';

/** Asks again when the page is pulled down, and lets it go when the answer is there. */
export function usePullToRefresh(of: { readonly isLoading: boolean; readonly reload: () => void }): void {
  const { isLoading, reload } = of;
  const [isPulled, setPulled] = useState(false);
  usePullDownRefresh(() => {
    reload();
    setPulled(true);
  });
  useEffect(() => {
    if (!isPulled || isLoading) return;
    Taro.stopPullDownRefresh();
    setPulled(false);
  }, [isPulled, isLoading]);
}
