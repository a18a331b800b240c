import { useEffect } from 'react';

const EVERY_MS = 4_000;

/** Asks again every few seconds while something is about to happen elsewhere, such as at the counter. */
export function useRefresh(isWaiting: boolean, load: () => Promise<void>): void {
  useEffect(() => {
    if (!isWaiting) return undefined;
    const timer = setInterval(() => void load(), EVERY_MS);
    return () => clearInterval(timer);
  }, [isWaiting, load]);
}
