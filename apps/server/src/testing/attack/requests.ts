import { randomBytes } from 'node:crypto';
import type { Route } from '@liuliang/contract';
import { signRequest } from '../../platform/auth/signatures';
import type { TestHttp } from '../test-http';

/** Somebody who calls, with what proves it. */
export interface Caller {
  readonly name: string;
  readonly kind: 'nobody' | 'customer' | 'member' | 'guide' | 'operator' | 'open-api';
  /** Code of the brand whose caller it is. */
  readonly brand: string;
  /** Permissions of an operator. */
  readonly may: readonly string[];
  readonly token?: string;
  readonly key?: { readonly keyId: string; readonly secret: string };
}

/** Where it is asked, and what time the caller has. */
type Door = Pick<TestHttp, 'url' | 'clock'>;

export interface Asked {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, unknown>>;
  /** What is sent: a value as JSON, or a text as it is. */
  readonly body?: unknown;
  readonly text?: string;
}

export interface Answered {
  readonly status: number;
  /** Of a refusal. */
  readonly code: string;
  readonly text: string;
}

/** The address of a route with its parameters and its query. */
export function addressOf({ path }: Route, { params = {}, query = {} }: Asked): string {
  const filled = path.replace(/:([A-Za-z]+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const words = Object.entries(query)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`);
  return `/api/v1${filled}${words.length > 0 ? `?${words.join('&')}` : ''}`;
}

/** Sends a request as somebody, the way their client would. */
export async function ask(http: Door, who: Caller, route: Route, asked: Asked): Promise<Answered> {
  const path = addressOf(route, asked);
  const hasBody = route.method !== 'GET' && (asked.text !== undefined || asked.body !== undefined);
  const text = hasBody ? (asked.text ?? JSON.stringify(asked.body)) : '';
  const type = route.wire === 'csv' ? 'text/csv' : 'application/json';
  const answer = await fetch(http.url + path, {
    method: route.method,
    headers: {
      ...(hasBody ? { 'content-type': type } : {}),
      ...(who.token ? { authorization: `Bearer ${who.token}` } : {}),
      ...(who.key ? signed(http, who.key, route.method, path, text) : {}),
    },
    ...(hasBody ? { body: text } : {}),
  });
  const said = await answer.text();
  return { status: answer.status, code: answer.status < 400 ? '' : codeOf(said), text: said };
}

function signed(
  http: Door,
  key: NonNullable<Caller['key']>,
  method: string,
  path: string,
  text: string,
): Record<string, string> {
  const [timestamp, nonce] = [String(http.clock.nowMs()), randomBytes(16).toString('hex')];
  const parts = { method, path, timestamp, nonce, body: Buffer.from(text) };
  return {
    'x-liuliang-key': key.keyId,
    'x-liuliang-timestamp': timestamp,
    'x-liuliang-nonce': nonce,
    'x-liuliang-signature': signatureOf(key.secret, parts),
    'idempotency-key': nonce,
  };
}

/** What cannot be signed is sent with a signature all the same. */
function signatureOf(secret: string, parts: Parameters<typeof signRequest>[1]): string {
  try {
    return signRequest(Buffer.from(secret, 'hex'), parts);
  } catch {
    return '0'.repeat(64);
  }
}

function codeOf(text: string): string {
  try {
    const { code } = JSON.parse(text) as { code?: unknown };
    return typeof code === 'string' ? code : '';
  } catch {
    return '';
  }
}
