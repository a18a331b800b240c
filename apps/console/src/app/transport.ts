import type { ReplyOf, Send, WireAnswer, WireRequest } from '@liuliang/contract/client';
import type { Reach } from './reach';
import type { SessionEnds, SessionStore } from './session';

export const API_BASE = '/api/v1';

/** Runs work alone among all tabs of the browser. */
export type RunAlone = (work: () => Promise<boolean>) => Promise<boolean>;

interface TransportParts {
  readonly session: SessionStore;
  readonly fetch: typeof globalThis.fetch;
  readonly runAlone: RunAlone;
  /** Told of every request whether the server answered it. */
  readonly onReach?: (reach: Reach) => void;
}

export interface Transport {
  readonly send: Send;
  /** Sees to a token that is good for at least the next minute, for uploads that take long. */
  readonly freshen: (nowMs: number) => Promise<void>;
}

const SESSION_CODES = new Set(['SIGN_IN_REQUIRED', 'SESSION_EXPIRED', 'SESSION_REVOKED']);
const FRESH_FOR_MS = 60_000;
const GATEWAY = new Set([502, 503, 504]);

/** Says that a page of the console asks: no other site can send it, so a cookie alone is worth nothing to one. */
export const OWN_PAGE = { 'x-liuliang-console': '1' } as const;

/**
 * The console's transport: same origin, JSON, the tokens in cookies that the browser sends along. An answer that says the
 * session is over renews it once, for all calls that are waiting, and sends again; if that is refused too, the session has
 * ended. Rejects only when no answer came: what a proxy says in the server's place is none.
 */
export function createTransport({ session, fetch, runAlone, onReach }: TransportParts): Transport {
  let renewing: Promise<boolean> | null = null;

  const ask = async (address: string, init: RequestInit, isFile: boolean): Promise<Response> => {
    try {
      const response = await fetch(address, init);
      if (isOfSomebodyElse(response, isFile)) throw new Error('Somebody else answered for the server');
      onReach?.('there');
      return response;
    } catch (error) {
      onReach?.('away');
      throw error;
    }
  };

  const call = async (request: WireRequest): Promise<WireAnswer> => {
    const init: RequestInit = {
      method: request.method,
      headers: {
        ...OWN_PAGE,
        accept: 'application/json',
        ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      credentials: 'same-origin',
      body: request.body === undefined ? null : JSON.stringify(request.body),
    };
    const response = await ask(`${API_BASE}${request.path}`, init, request.isFile ?? false);
    return { status: response.status, body: await bodyOf(response) };
  };

  /** Resolves to whether there are new tokens; rejects when the server could not be reached. */
  const renew = (stale: SessionEnds): Promise<boolean> => {
    renewing ??= runAlone(async () => {
      session.reload();
      const current = session.state().ends;
      if (current?.accessExpiresAtMs !== stale.accessExpiresAtMs) return current !== null; // Another tab was faster.
      const answer = await call({ method: 'POST', path: '/console/session/renew', body: undefined });
      if (answer.status < 400) session.signIn(endsOf(answer.body as ReplyOf<'renewConsole'>));
      else if (answer.status === 401) session.leave('ended');
      return answer.status < 400;
    }).finally(() => {
      renewing = null;
    });
    return renewing;
  };

  return {
    async send(request) {
      const { ends } = session.state();
      const answer = await call(request);
      if (!ends || answer.status !== 401 || !SESSION_CODES.has(codeOf(answer.body))) return answer;
      if (!(await renew(ends))) return answer;
      const again = await call(request);
      // New tokens that are refused at once: the browser does not keep them. Only signing in anew can help.
      if (again.status === 401 && SESSION_CODES.has(codeOf(again.body))) session.leave('ended');
      return again;
    },
    async freshen(nowMs) {
      const { ends } = session.state();
      if (ends && ends.accessExpiresAtMs - nowMs < FRESH_FOR_MS) await renew(ends);
    },
  };
}

/** Takes only the ends: the rest of a sign-in answer has no place in the browser's storage. */
export const endsOf = ({ accessExpiresAtMs, refreshExpiresAtMs }: SessionEnds): SessionEnds => ({
  accessExpiresAtMs,
  refreshExpiresAtMs,
});

/**
 * Something in the place of an answer: of the proxy before a server that is away, or of a network that wants a sign-in. The
 * server's own answers are JSON, or the file that was asked for.
 */
const isOfSomebodyElse = (response: Response, isFile: boolean): boolean =>
  !(response.headers.get('content-type') ?? '').includes('json') && (!isFile || GATEWAY.has(response.status));

const codeOf = (body: unknown): string => {
  const code = (body as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
};

async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text();
  if (!response.headers.get('content-type')?.includes('json')) return text;
  return text === '' ? null : JSON.parse(text);
}
