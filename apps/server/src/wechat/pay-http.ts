import { createPrivateKey, createPublicKey, randomBytes, sign, verify, type KeyObject } from 'node:crypto';

/** A merchant account of WeChat Pay. Keys are PEM. */
export interface PayAccount {
  readonly mchid: string;
  /** Serial of the merchant's API certificate. */
  readonly serial: string;
  readonly privateKey: string;
  /** `PUB_KEY_ID_…`, or the serial of a platform certificate. */
  readonly platformKeyId: string;
  readonly platformPublicKey: string;
}

export interface PayHttpOptions {
  readonly account: PayAccount;
  /** `https://api.mch.weixin.qq.com` or a sandbox; scheme, host and port only. */
  readonly baseUrl: string;
  readonly timeoutMs: number;
  readonly nowMs: () => number;
}

/** `silence`: no answer, or none that is proven to be WeChat's. What the call did is unknown. */
export type PayReply =
  | { readonly kind: 'answer'; readonly status: number; readonly body: Record<string, unknown> }
  | { readonly kind: 'silence' };

const SKEW_MAX_MS = 300_000;

/**
 * Signed calls of API v3 (contract C1, C2). Its fields are hard-private, so that printing it, or an object that holds
 * it, shows no key. Never throws for what the network or the host does.
 */
export class PayHttp {
  readonly #options: PayHttpOptions;
  readonly #privateKey: KeyObject;
  readonly #platformKey: KeyObject;

  constructor(options: PayHttpOptions) {
    this.#options = options;
    this.#privateKey = createPrivateKey(options.account.privateKey);
    this.#platformKey = createPublicKey(options.account.platformPublicKey);
  }

  /** @param body sent as JSON; null for a call whose body is empty */
  async call(method: 'GET' | 'POST', path: string, body: Record<string, unknown> | null): Promise<PayReply> {
    const text = body === null ? '' : JSON.stringify(body);
    try {
      const response = await fetch(new URL(path, this.#options.baseUrl), {
        method,
        headers: {
          authorization: this.#authorization(method, path, text),
          accept: 'application/json',
          'content-type': 'application/json',
          'user-agent': 'liuliang',
          'wechatpay-serial': this.#options.account.platformKeyId,
        },
        ...(method === 'POST' ? { body: text } : {}),
        redirect: 'error',
        signal: AbortSignal.timeout(this.#options.timeoutMs),
      });
      const answer = await response.text();
      return this.#isProven(response.headers, answer)
        ? readAnswer(response.status, answer)
        : { kind: 'silence' };
    } catch {
      // Without its message: it may quote the address, and with it the number of a transfer.
      return { kind: 'silence' };
    }
  }

  #authorization(method: string, path: string, body: string): string {
    const { mchid, serial } = this.#options.account;
    const timestamp = Math.floor(this.#options.nowMs() / 1_000);
    const nonce = randomBytes(16).toString('hex');
    const signed = [method, path, timestamp, nonce, body, ''].join('\n');
    const signature = sign('sha256', Buffer.from(signed), this.#privateKey).toString('base64');
    return (
      `WECHATPAY2-SHA256-RSA2048 mchid="${mchid}",nonce_str="${nonce}",signature="${signature}",` +
      `timestamp="${timestamp}",serial_no="${serial}"`
    );
  }

  /** An answer counts when WeChat signed exactly these bytes, just now, with the key that we know. */
  #isProven(headers: Headers, body: string): boolean {
    const timestamp = headers.get('wechatpay-timestamp') ?? '';
    const isFresh =
      /^\d{1,12}$/.test(timestamp) &&
      Math.abs(this.#options.nowMs() - Number(timestamp) * 1_000) <= SKEW_MAX_MS;
    if (!isFresh || headers.get('wechatpay-serial') !== this.#options.account.platformKeyId) return false;
    const signed = `${timestamp}\n${headers.get('wechatpay-nonce') ?? ''}\n${body}\n`;
    const signature = Buffer.from(headers.get('wechatpay-signature') ?? '', 'base64');
    return verify('sha256', Buffer.from(signed), this.#platformKey, signature);
  }
}

function readAnswer(status: number, text: string): PayReply {
  const body: unknown = text === '' ? {} : JSON.parse(text);
  if (body === null || typeof body !== 'object' || Array.isArray(body)) return { kind: 'silence' };
  return { kind: 'answer', status, body: { ...body } };
}
