import { useEffect, useState } from 'react';
import { useDidHide, useDidShow } from '@tarojs/taro';

const EVERY_MS = 4_000;

/**
 * Asks again every few seconds while something is about to happen elsewhere, such as at the counter, and the page is the
 * one that is shown.
 */
export function useRefresh(isWaiting: boolean, load: () => Promise<void>, everyMs = EVERY_MS): void {
  const [isShown, setShown] = useState(true);
  useDidShow(() => setShown(true));
  useDidHide(() => setShown(false));
  useEffect(() => {
    if (!isWaiting || !isShown) return undefined;
    const timer = setInterval(() => void load(), everyMs);
    return () => clearInterval(timer);
  }, [isWaiting, isShown, load, everyMs]);
}
