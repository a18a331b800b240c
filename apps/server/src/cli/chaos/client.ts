import { randomBytes } from 'node:crypto';
import { errors, type ErrorCode } from '@liuliang/contract';
import { signRequest } from '../../platform/auth/signatures';

/** Whoever calls: with an access token, or with the key of a connector. */
export interface Caller {
  token: string;
  readonly key?: { readonly keyId: string; readonly secret: string };
}

/** A request that can be sent again as it is. */
export interface Asking {
  readonly by: Caller;
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  /** Of signed calls; others carry theirs in the body. */
  readonly idempotencyKey?: string;
}

/**
 * `done` and `refused` are promises. `unknown`: no answer came, or one that says nothing about what was done; asking the
 * same again settles it.
 */
export interface Answer {
  readonly outcome: 'done' | 'refused' | 'unknown';
  /** Of a refusal, or why nothing is known. */
  readonly code: string;
  readonly text: string;
}

/** Longer than any of ours takes that is not frozen. */
const ANSWER_WITHIN_MS = 6_000;

export async function ask(origin: URL, asking: Asking): Promise<Answer> {
  const path = `/api/v1${asking.path}`;
  const text = asking.body === undefined ? '' : JSON.stringify(asking.body);
  try {
    const answer = await fetch(new URL(path, origin), {
      method: asking.method,
      headers: {
        ...(text === '' ? {} : { 'content-type': 'application/json' }),
        ...(asking.by.key ? signed(asking, path, text) : { authorization: `Bearer ${asking.by.token}` }),
      },
      ...(text === '' ? {} : { body: text }),
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    return judged(answer.status, await answer.text());
  } catch (error) {
    return { outcome: 'unknown', code: error instanceof Error ? error.name : 'NO_ANSWER', text: '' };
  }
}

function judged(status: number, text: string): Answer {
  if (status < 400) return { outcome: 'done', code: '', text };
  const code = codeOf(text);
  const isSettled = status < 500 && !errors[code as ErrorCode]?.retryable;
  return { outcome: isSettled ? 'refused' : 'unknown', code, text };
}

function codeOf(text: string): string {
  try {
    const { code } = JSON.parse(text) as { code?: unknown };
    return typeof code === 'string' ? code : 'NOT_OURS';
  } catch {
    return 'NOT_OURS';
  }
}

function signed({ by, method, idempotencyKey }: Asking, path: string, text: string): Record<string, string> {
  const [timestamp, nonce] = [String(Date.now()), randomBytes(16).toString('hex')];
  const parts = { method, path, timestamp, nonce, body: Buffer.from(text) };
  return {
    'x-liuliang-key': by.key?.keyId ?? '',
    'x-liuliang-timestamp': timestamp,
    'x-liuliang-nonce': nonce,
    'x-liuliang-signature': signRequest(Buffer.from(by.key?.secret ?? '', 'hex'), parts),
    'idempotency-key': idempotencyKey ?? nonce,
  };
}
