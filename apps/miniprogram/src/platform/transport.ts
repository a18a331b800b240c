import type { ReplyOf, Send, WireAnswer, WireRequest } from '@liuliang/contract/client';

export type Tokens = ReplyOf<'refreshSession'>;
export type Session = ReplyOf<'signInWithWechat'>;

/** The tokens in hand and where they are kept between launches. */
export interface TokenKeeper {
  read(): Tokens | null;
  keep(tokens: Tokens): void;
  drop(): void;
}

export interface TransportParts {
  readonly wire: (request: WireRequest, accessToken: string | null) => Promise<WireAnswer>;
  readonly keeper: TokenKeeper;
  /** Asks the platform (WeChat, or the demo) who this is and signs in; answers the server's answer. */
  readonly signIn: (send: Send) => Promise<WireAnswer>;
  readonly nowMs: () => number;
}

/** A token this close to its end would likely be refused on arrival. */
const RENEW_BEFORE_MS = 15_000;
const PUBLIC_PATHS = new Set(['/session/wechat', '/session/refresh', '/session/revoke', '/app-faults']);
const SESSION_CODES = new Set(['SIGN_IN_REQUIRED', 'SESSION_EXPIRED', 'SESSION_REVOKED']);

type Access = { readonly token: string } | { readonly refusal: WireAnswer };

/**
 * Wraps a wire so that callers never think about sessions: tokens are renewed before they end, a refused token is
 * replaced once and the request sent again, and requests that need new tokens at the same time share one renewal
 * (a refresh token works once, so two renewals side by side would sign the person out).
 */
export function createTransport({ wire, keeper, signIn, nowMs }: TransportParts): Send {
  let renewal: Promise<Access> | null = null;

  const sendPublic: Send = (request) => wire(request, null);

  function access(refused: string | null): Promise<Access> {
    const tokens = keeper.read();
    const isUsable =
      tokens !== null &&
      tokens.accessToken !== refused &&
      tokens.accessExpiresAtMs - RENEW_BEFORE_MS > nowMs();
    if (isUsable) return Promise.resolve({ token: tokens.accessToken });
    renewal ??= renew().finally(() => {
      renewal = null;
    });
    return renewal;
  }

  async function renew(): Promise<Access> {
    const tokens = keeper.read();
    if (tokens !== null && tokens.refreshExpiresAtMs > nowMs()) {
      const body = { refreshToken: tokens.refreshToken };
      const answer = await sendPublic({ method: 'POST', path: '/session/refresh', body });
      if (answer.status < 400) return keepFrom(answer);
      // Only a 401 says that the session is over; a busy server must not cost people their session.
      if (answer.status !== 401) return { refusal: answer };
    }
    keeper.drop();
    const answer = await signIn(sendPublic);
    return answer.status < 400 ? keepFrom(answer) : { refusal: answer };
  }

  function keepFrom(answer: WireAnswer): Access {
    const { accessToken, accessExpiresAtMs, refreshToken, refreshExpiresAtMs, clock } = answer.body as Tokens;
    keeper.keep({ accessToken, accessExpiresAtMs, refreshToken, refreshExpiresAtMs, clock });
    return { token: accessToken };
  }

  return async (request) => {
    if (PUBLIC_PATHS.has(request.path)) return sendPublic(request);
    const first = await access(null);
    if ('refusal' in first) return first.refusal;
    const answer = await wire(request, first.token);
    if (answer.status !== 401 || !SESSION_CODES.has(codeOf(answer))) return answer;
    // The server refused before acting, so sending again is safe for every method.
    const second = await access(first.token);
    return 'refusal' in second ? second.refusal : wire(request, second.token);
  };
}

function codeOf(answer: WireAnswer): string {
  const body = answer.body as { code?: unknown } | null;
  return typeof body?.code === 'string' ? body.code : '';
}
