import type { ReplyOf, Send, WireAnswer, WireRequest } from '@liuliang/contract/client';
import type { SessionStore, Tokens } from './session';

export const API_BASE = '/api/v1';

/** Runs work alone among all tabs of the browser. */
export type RunAlone = (work: () => Promise<boolean>) => Promise<boolean>;

interface TransportParts {
  readonly session: SessionStore;
  readonly fetch: typeof globalThis.fetch;
  readonly runAlone: RunAlone;
}

export interface Transport {
  readonly send: Send;
  /** An access token that is good for at least the next minute, for uploads that take long; null when signed out. */
  readonly freshToken: (nowMs: number) => Promise<string | null>;
}

const SESSION_CODES = new Set(['SIGN_IN_REQUIRED', 'SESSION_EXPIRED', 'SESSION_REVOKED']);
const FRESH_FOR_MS = 60_000;

/**
 * The console's transport: same origin, JSON, the access token on every call. An answer that says the session is over
 * refreshes it once, for all calls that are waiting, and sends again; if that is refused too, the session has ended.
 * Rejects only when no answer came.
 */
export function createTransport({ session, fetch, runAlone }: TransportParts): Transport {
  let refreshing: Promise<boolean> | null = null;

  const call = async (request: WireRequest, accessToken: string | null): Promise<WireAnswer> => {
    const response = await fetch(`${API_BASE}${request.path}`, {
      method: request.method,
      headers: {
        accept: 'application/json',
        ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(accessToken ? { authorization: `Bearer ${accessToken}` } : {}),
      },
      body: request.body === undefined ? null : JSON.stringify(request.body),
    });
    return { status: response.status, body: await bodyOf(response) };
  };

  /** Resolves to whether there are new tokens; rejects when the server could not be reached. */
  const refresh = (staleToken: string): Promise<boolean> => {
    refreshing ??= runAlone(async () => {
      session.reload();
      const current = session.state().tokens;
      if (current?.accessToken !== staleToken) return current !== null; // Another tab was faster.
      const answer = await call(
        { method: 'POST', path: '/session/refresh', body: { refreshToken: current.refreshToken } },
        null,
      );
      if (answer.status < 400) session.signIn(tokensOf(answer.body as ReplyOf<'refreshSession'>));
      else if (answer.status === 401) session.leave('ended');
      return answer.status < 400;
    }).finally(() => {
      refreshing = null;
    });
    return refreshing;
  };

  return {
    async send(request) {
      const accessToken = session.state().tokens?.accessToken ?? null;
      const answer = await call(request, accessToken);
      if (!accessToken || answer.status !== 401 || !SESSION_CODES.has(codeOf(answer.body))) return answer;
      const isRefreshed = await refresh(accessToken);
      return isRefreshed ? call(request, session.state().tokens?.accessToken ?? null) : answer;
    },
    async freshToken(nowMs) {
      const tokens = session.state().tokens;
      if (tokens && tokens.accessExpiresAtMs - nowMs < FRESH_FOR_MS) await refresh(tokens.accessToken);
      return session.state().tokens?.accessToken ?? null;
    },
  };
}

/** Takes only the tokens: the rest of a sign-in answer has no place in the browser's storage. */
export const tokensOf = ({
  accessToken,
  accessExpiresAtMs,
  refreshToken,
  refreshExpiresAtMs,
}: Tokens): Tokens => ({
  accessToken,
  accessExpiresAtMs,
  refreshToken,
  refreshExpiresAtMs,
});

const codeOf = (body: unknown): string => {
  const code = (body as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
};

async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text();
  if (!response.headers.get('content-type')?.includes('json')) return text;
  return text === '' ? null : JSON.parse(text);
}
