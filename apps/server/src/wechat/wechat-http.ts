import { setTimeout as delay } from 'node:timers/promises';

/** An answer of the host, before anyone knows whether it is good news. */
export type WechatReply =
  | { kind: 'answer'; errcode: number; body: Record<string, unknown> }
  /** Calls that were made for a picture alone are answered with one. */
  | { kind: 'picture'; bytes: Buffer }
  /** No answer in time, no connection, no HTTP 200 or no JSON object. Whether the call took effect is unknown. */
  | { kind: 'silence' };

export interface WechatCall {
  path: string;
  query?: Record<string, string>;
  /** Sent as JSON by POST; without it the call is a GET. */
  body?: Record<string, unknown>;
  /** The good answer is a picture; a refusal is JSON all the same. */
  isForPicture?: boolean;
}

/** What may be told of a call: neither address, query, body nor errmsg, since each can hold a secret or a person. */
export interface WechatCallReport {
  path: string;
  outcome: 'ok' | 'refused' | 'silence';
  errcode: number | null;
  durationMs: number;
}

export interface WechatHttpOptions {
  /** `https://api.weixin.qq.com` or the sandbox; scheme, host and port only. */
  baseUrl: string;
  timeoutMs: number;
  /** Waits before the second, third, … try of a call that is safe to repeat. */
  retryDelaysMs: readonly number[];
  nowMs: () => number;
  onCall?: (report: WechatCallReport) => void;
}

/** Sends calls to one host. Never throws for what the network or the host does. */
export class WechatHttp {
  private readonly baseUrl: URL;

  constructor(private readonly options: WechatHttpOptions) {
    this.baseUrl = readBaseUrl(options.baseUrl);
  }

  /** One try. For calls that spend something, where a repeat after silence could answer "used" to its owner. */
  async once(call: WechatCall): Promise<WechatReply> {
    const startedAtMs = this.options.nowMs();
    const reply = await this.send(call);
    const isOk = reply.kind === 'picture' || (reply.kind === 'answer' && reply.errcode === 0);
    this.options.onCall?.({
      path: call.path,
      outcome: reply.kind === 'silence' ? 'silence' : isOk ? 'ok' : 'refused',
      errcode: reply.kind === 'answer' ? reply.errcode : null,
      durationMs: this.options.nowMs() - startedAtMs,
    });
    return reply;
  }

  /** Tries again while the reply calls for it and waits are left. */
  async retrying(call: WechatCall, shouldRetry: (reply: WechatReply) => boolean): Promise<WechatReply> {
    let reply = await this.once(call);
    for (const waitMs of this.options.retryDelaysMs) {
      if (!shouldRetry(reply)) break;
      await delay(waitMs);
      reply = await this.once(call);
    }
    return reply;
  }

  private async send(call: WechatCall): Promise<WechatReply> {
    const url = new URL(call.path, this.baseUrl);
    for (const [name, value] of Object.entries(call.query ?? {})) url.searchParams.set(name, value);
    try {
      const response = await fetch(url, {
        ...(call.body && {
          method: 'POST',
          body: JSON.stringify(call.body),
          headers: { 'content-type': 'application/json' },
        }),
        // The query holds the secret or a token: a redirect must not carry it to another host.
        redirect: 'error',
        signal: AbortSignal.timeout(this.options.timeoutMs),
      });
      if (response.status !== 200) {
        await response.body?.cancel();
        return { kind: 'silence' };
      }
      if (!call.isForPicture) return readReply(await response.text());
      return readPicture(Buffer.from(await response.arrayBuffer()));
    } catch {
      // Deliberately without its message: errors of fetch may quote the address, and with it the secret.
      return { kind: 'silence' };
    }
  }
}

/** PNG and JPEG, by how they begin: a header alone has been seen on bodies that were neither picture nor refusal. */
const BEGINNINGS = ['89504e470d0a1a0a', 'ffd8ff'];

function readPicture(bytes: Buffer): WechatReply {
  const isPicture = BEGINNINGS.some((begins) => bytes.toString('hex', 0, begins.length / 2) === begins);
  if (isPicture) return { kind: 'picture', bytes };
  const reply = readReply(bytes.toString());
  // JSON without a refusal is no picture either.
  return reply.kind === 'answer' && reply.errcode !== 0 ? reply : { kind: 'silence' };
}

/** A body without `errcode` is a success: several calls leave it out. */
function readReply(text: string): WechatReply {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return { kind: 'silence' };
  }
  if (body === null || typeof body !== 'object' || Array.isArray(body)) return { kind: 'silence' };
  const fields = { ...body } as Record<string, unknown>; // Any JSON object has unknown values under text names.
  const errcode = fields.errcode ?? 0;
  return typeof errcode === 'number' ? { kind: 'answer', errcode, body: fields } : { kind: 'silence' };
}

function readBaseUrl(text: string): URL {
  const url = new URL(text);
  const isBare = url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '';
  if (!['http:', 'https:'].includes(url.protocol) || !isBare) {
    throw new Error('The WeChat base URL must be http(s) scheme, host and port only');
  }
  return url;
}
