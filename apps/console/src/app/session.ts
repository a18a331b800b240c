import type { ReplyOf } from '@liuliang/contract/client';

export type Tokens = Pick<
  ReplyOf<'refreshSession'>,
  'accessToken' | 'accessExpiresAtMs' | 'refreshToken' | 'refreshExpiresAtMs'
>;

/** `ended`: the server no longer takes the session; what was on screen is kept in the address to return to. */
export type SessionState =
  | { readonly status: 'signed-in'; readonly tokens: Tokens }
  | { readonly status: 'signed-out' | 'ended'; readonly tokens: null };

const KEY = 'liuliang.console.session';

type TokenStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

export interface SessionStore {
  readonly state: () => SessionState;
  readonly subscribe: (listener: () => void) => () => void;
  readonly signIn: (tokens: Tokens) => void;
  readonly leave: (how: 'signed-out' | 'ended') => void;
  /** Takes over what another tab of the same browser wrote: new tokens, or that the session is over. */
  readonly reload: () => void;
}

/**
 * The signed-in operator's tokens, shared by all tabs of a browser through its local storage: figures are opened in
 * new tabs all day, and refresh tokens are good for one use, so the tabs have to go on with the same ones.
 */
export function createSessionStore(storage: TokenStorage): SessionStore {
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
    signIn(tokens) {
      storage.setItem(KEY, JSON.stringify(tokens));
      become({ status: 'signed-in', tokens });
    },
    leave(how) {
      storage.removeItem(KEY);
      become(signedOut(how));
    },
    reload() {
      const other = stored(storage);
      if (other?.tokens?.accessToken === state.tokens?.accessToken) return;
      become(other ?? signedOut('signed-out'));
    },
  };
}

const signedOut = (status: 'signed-out' | 'ended'): SessionState => ({ status, tokens: null });

function stored(storage: TokenStorage): SessionState | null {
  try {
    const tokens = JSON.parse(storage.getItem(KEY) ?? 'null') as Partial<Tokens> | null;
    // Written by this file alone, but possibly by an older release of it.
    if (typeof tokens?.accessToken !== 'string' || typeof tokens.refreshToken !== 'string') return null;
    return { status: 'signed-in', tokens: tokens as Tokens };
  } catch {
    return null;
  }
}
