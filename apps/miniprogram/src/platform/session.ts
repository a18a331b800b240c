import type { Send, WireAnswer } from '@liuliang/contract/client';
import { createClient } from '@liuliang/contract/client';
import { identity } from './identity';
import { notSignedIn } from './sign-in.port';
import { learnBrandClock } from './brand-clock';
import { serverNowMs } from './clock';
import { dropStored, readStored, writeStored } from './storage';
import { createStore } from './store';
import { createTransport, type Session, type Tokens } from './transport';
import { sendOverWire } from './wire';

interface SessionState {
  /** Grows with every change of person, so that screens load afresh. */
  readonly generation: number;
  /** True when there is nobody to sign in: the browser shows whom one can be. */
  readonly isSignedOut: boolean;
}

export const session = createStore<SessionState>({ generation: 0, isSignedOut: false });

let tokens = keptTokens();

/** Tokens of before the brand's clock came with them are renewed before anything else. */
function keptTokens(): Tokens | null {
  const kept = readStored<Tokens | Omit<Tokens, 'clock'>>('tokens');
  if (kept === null) return null;
  if (!('clock' in kept)) return { ...kept, accessExpiresAtMs: 0, clock: [] };
  learnBrandClock(kept.clock);
  return kept;
}

async function signIn(send: Send): Promise<WireAnswer> {
  const code = await identity.loginCode();
  if (code === null) {
    session.patch({ isSignedOut: true });
    return notSignedIn;
  }
  return send({ method: 'POST', path: '/session/wechat', body: { brand: __BRAND_CODE__, code } });
}

/** The API as typed functions; signs in and renews by itself. */
export const api = createClient(
  createTransport({
    wire: sendOverWire,
    keeper: {
      read: () => tokens,
      keep: (next) => {
        tokens = next;
        learnBrandClock(next.clock);
        writeStored('tokens', next);
      },
      drop: dropTokens,
    },
    signIn,
    nowMs: serverNowMs,
  }),
);

function dropTokens(): void {
  tokens = null;
  dropStored('tokens');
}

const leaveListeners = new Set<() => void>();

/** Called when the person changes; whoever keeps something of theirs wipes it here. */
export const onPersonLeft = (wipe: () => void): void => void leaveListeners.add(wipe);

/** Forgets the person on this device. `revoke` also ends the session at the server, as far as it can be reached. */
export async function leave({ revoke }: { revoke: boolean }): Promise<void> {
  const refreshToken = tokens?.refreshToken;
  dropTokens();
  leaveListeners.forEach((wipe) => wipe());
  session.set({ generation: session.get().generation + 1, isSignedOut: false });
  if (revoke && refreshToken !== undefined) await api.signOut({ body: { refreshToken } });
}

export type { Session };
