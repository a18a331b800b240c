import { useEffect } from 'react';

/** The addresses of the app as Taro's loader leaves them: each knows how to fetch its own file. */
declare global {
  interface Window {
    __taroAppConfig?: { readonly routes?: readonly { readonly load: () => readonly unknown[] }[] };
  }
}

let hasFetchedRest = false;

/**
 * Takes the splash of index.html away when a screen stands. Once that screen has its answer, fetches the files of all
 * others, so that a tab opened for the first time without a network still opens.
 */
export function useFirstScreen(hasAnswer: boolean): void {
  useEffect(() => document.getElementById('splash')?.remove(), []);
  useEffect(() => {
    if (!hasAnswer || hasFetchedRest) return;
    hasFetchedRest = true;
    void fetchRest();
  }, [hasAnswer]);
}

/** One after the other: they must not stand in the way of what the person does meanwhile. */
async function fetchRest(): Promise<void> {
  for (const { load } of window.__taroAppConfig?.routes ?? []) {
    try {
      await load()[0];
    } catch {
      // Without a network now; whoever opens that screen asks again.
    }
  }
}
