import Taro from '@tarojs/taro';
import { useEffect, useLayoutEffect, useRef } from 'react';

/** What closes the sheets that are open, the top one last. */
const closers: (() => void)[] = [];

/** Where the browser stands: an address, and whether this is a sheet's own place in the history above its page. */
interface Place {
  readonly address: string;
  readonly isSheet: boolean;
}

function placeNow(): Place {
  const state: unknown = window.history.state;
  const isSheet = typeof state === 'object' && state !== null && 'isSheet' in state;
  return { address: window.location.href, isSheet };
}

let at = placeNow();
const look = (): void => {
  at = placeNow();
};

/** Gives the sheets that are open a place in the history. One that was closed by its cross has left one behind. */
function takePlace(): void {
  look();
  if (closers.length === 0 || at.isSheet) return;
  window.history.pushState({ ...(window.history.state as object | null), isSheet: true }, '');
  look();
}

window.addEventListener('popstate', () => {
  const before = at;
  look();
  const hasLeftSheet = before.isSheet && !at.isSheet && before.address === at.address;
  if (!hasLeftSheet) return;
  const close = closers.at(-1);
  // A place that was left behind is passed over: who goes back wants to leave the page.
  if (close === undefined) return window.history.back();
  close();
  // Another one below it, or this one when it may not be closed now.
  setTimeout(takePlace);
});
// Pages come and go without an event of the browser's.
Taro.eventCenter.on('__taroRouterChange', () => setTimeout(look));

/** As long as this is on the screen, going back in the browser closes it and stays on the page. */
export function useBackCloses(onClose: () => void): void {
  const latest = useRef(onClose);
  useEffect(() => {
    latest.current = onClose;
  }, [onClose]);
  // Before the sheet is seen: who goes back at once means it, not the page.
  useLayoutEffect(() => {
    const close = (): void => latest.current();
    closers.push(close);
    takePlace();
    return () => void closers.splice(closers.indexOf(close), 1);
  }, []);
}
