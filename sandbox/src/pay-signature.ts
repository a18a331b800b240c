import { sign, verify } from 'node:crypto';
import type { PayKeys } from './pay-keys';

const SCHEME = 'WECHATPAY2-SHA256-RSA2048 ';
/** Clocks may differ by this much. */
const SKEW_MAX_MS = 300_000;

/** Whether a request bears a good signature of the merchant over exactly these bytes (contract C1). */
export function isSignedByMerchant(
  keys: PayKeys,
  request: { method: string; url: string; body: string; authorization: string | undefined },
  nowMs: number,
): boolean {
  const { authorization } = request;
  if (!authorization?.startsWith(SCHEME)) return false;
  const fields = new Map(
    [...authorization.slice(SCHEME.length).matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [
      name,
      value,
    ]),
  );
  const { mchid, serial } = keys.merchant;
  const timestamp = fields.get('timestamp') ?? '';
  const isOurs = fields.get('mchid') === mchid && fields.get('serial_no') === serial;
  const isFresh = /^\d{1,12}$/.test(timestamp) && Math.abs(nowMs - Number(timestamp) * 1_000) <= SKEW_MAX_MS;
  if (!isOurs || !isFresh) return false;
  const text = [request.method, request.url, timestamp, fields.get('nonce_str') ?? '', request.body, ''].join(
    '\n',
  );
  const signature = Buffer.from(fields.get('signature') ?? '', 'base64');
  return verify('sha256', Buffer.from(text), keys.merchantPublicKey, signature);
}

/** How an answer's signature is to be spoilt. */
export type SignatureFault = 'wrong' | 'unknown-serial' | 'stale' | 'missing';

/** Headers that prove an answer (contract C2). */
export function answerHeaders(
  keys: PayKeys,
  body: string,
  at: { nowMs: number; nonce: string },
  fault?: SignatureFault,
): Record<string, string> {
  if (fault === 'missing') return {};
  const seconds = Math.floor(at.nowMs / 1_000) - (fault === 'stale' ? 3_600 : 0);
  const text = `${seconds}\n${at.nonce}\n${body}\n`;
  const signature =
    fault === 'wrong'
      ? `WECHATPAY/SIGNTEST/${Buffer.alloc(240, 7).toString('base64')}`
      : sign('sha256', Buffer.from(text), keys.platformPrivateKey).toString('base64');
  return {
    'wechatpay-timestamp': String(seconds),
    'wechatpay-nonce': at.nonce,
    'wechatpay-signature': signature,
    'wechatpay-signature-type': 'WECHATPAY2-SHA256-RSA2048',
    'wechatpay-serial':
      fault === 'unknown-serial' ? 'PUB_KEY_ID_000000000000000000000000000000' : keys.merchant.platformKeyId,
  };
}
