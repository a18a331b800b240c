import type { FastifyReply } from 'fastify';
import { refuse } from './refusal';
import type { ServedRequest } from './serve';

/** What a browser keeps of an operator's session where no script of a page can read it. */
export interface CookieTokens {
  readonly accessToken: string;
  readonly accessExpiresAtMs: number;
  readonly refreshToken: string;
  readonly refreshExpiresAtMs: number;
}

type Kind = 'access' | 'refresh';

/**
 * Behind TLS by a name that browsers take from this very host alone and over TLS alone: another host below the same
 * domain cannot plant a session of its own there.
 */
const nameOf = (kind: Kind, tls: boolean): string => `${tls ? '__Host-' : ''}liuliang-${kind}`;

/** A token that the browser brought along; null without one, and when there are two of one name and either may be planted. */
export function cookieOf({ headers }: ServedRequest, kind: Kind, tls: boolean): string | null {
  const start = `${nameOf(kind, tls)}=`;
  const found = (headers.cookie ?? '')
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part.startsWith(start));
  const [only] = found;
  return only === undefined || found.length > 1 ? null : only.slice(start.length);
}

/** Hands a session to the browser, for as long as its tokens are good; null takes it away. */
export function keepInCookies(
  reply: FastifyReply,
  tokens: CookieTokens | null,
  { tls, nowMs }: { readonly tls: boolean; readonly nowMs: number },
): void {
  const cookie = (kind: Kind, value: string, endsAtMs: number): string => {
    const seconds = Math.max(0, Math.ceil((endsAtMs - nowMs) / 1_000));
    const secure = tls ? '; Secure' : '';
    return `${nameOf(kind, tls)}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Strict${secure}`;
  };
  void reply.header('set-cookie', [
    cookie('access', tokens?.accessToken ?? '', tokens?.accessExpiresAtMs ?? 0),
    cookie('refresh', tokens?.refreshToken ?? '', tokens?.refreshExpiresAtMs ?? 0),
  ]);
}

/**
 * Browsers send cookies along whoever wrote the page. A page of another site cannot send this header without asking us
 * first, which we never allow; where the browser says which site asks, that has to be ours as well.
 * @throws RefusalError when a request that brings a cookie may have been made by another site
 */
export function refuseForeign({ headers }: ServedRequest): void {
  const site = headers['sec-fetch-site'];
  const isOurs = site === undefined || site === 'same-origin';
  if (headers['x-liuliang-console'] !== '1' || !isOurs) refuse('REQUEST_FOREIGN');
}
