import type { ReplyOf } from '@liuliang/contract/client';

/** When the tokens end that the browser keeps in its cookies. The tokens themselves no script can read. */
export type SessionEnds = Pick<ReplyOf<'renewConsole'>, 'accessExpiresAtMs' | 'refreshExpiresAtMs'>;

/** `ended`: the server no longer takes the session; what was on screen is kept in the address to return to. */
export type SessionState =
  | { readonly status: 'signed-in'; readonly ends: SessionEnds }
  | { readonly status: 'signed-out' | 'ended'; readonly ends: null };

const KEY = 'liuliang.console.signed-in';
/** Where earlier releases kept the tokens themselves. */
const FORMER_KEY = 'liuliang.console.session';

type SessionStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

export interface SessionStore {
  readonly state: () => SessionState;
  readonly subscribe: (listener: () => void) => () => void;
  readonly signIn: (ends: SessionEnds) => void;
  readonly leave: (how: 'signed-out' | 'ended') => void;
  /** Takes over what another tab of the same browser wrote: other tokens, or that the session is over. */
  readonly reload: () => void;
}

/**
 * Whether somebody is signed in, shared by all tabs of a browser through its local storage as the tokens are through its
 * cookies: figures are opened in new tabs all day, and refresh tokens are good for one use.
 */
export function createSessionStore(storage: SessionStorage): SessionStore {
  storage.removeItem(FORMER_KEY);
  let state = stored(storage) ?? signedOut('signed-out');
  const listeners = new Set<() => void>();
  const become = (next: SessionState) => {
    state = next;
    for (const listener of listeners) listener();
  };
  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    signIn(ends) {
      storage.setItem(KEY, JSON.stringify(ends));
      become({ status: 'signed-in', ends });
    },
    leave(how) {
      storage.removeItem(KEY);
      become(signedOut(how));
    },
    reload() {
      const other = stored(storage);
      if (other?.ends?.accessExpiresAtMs === state.ends?.accessExpiresAtMs) return;
      become(other ?? signedOut('signed-out'));
    },
  };
}

const signedOut = (status: 'signed-out' | 'ended'): SessionState => ({ status, ends: null });

function stored(storage: SessionStorage): SessionState | null {
  try {
    const ends = JSON.parse(storage.getItem(KEY) ?? 'null') as Partial<SessionEnds> | null;
    // Written by this file alone, but possibly by an older release of it.
    if (typeof ends?.accessExpiresAtMs !== 'number') return null;
    return { status: 'signed-in', ends: ends as SessionEnds };
  } catch {
    return null;
  }
}
