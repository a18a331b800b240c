import { createDecipheriv, createHash, timingSafeEqual } from 'node:crypto';

/** The mini-program's own settings of message push, as they stand in WeChat's console. */
export interface PushAccount {
  readonly appid: string;
  readonly token: string;
  /** 43 characters; null: WeChat sends plain messages. */
  readonly aesKey: string | null;
}

/** What stands in the address of a push. */
export interface PushSigns {
  readonly signature: string;
  readonly timestamp: string;
  readonly nonce: string;
  readonly msg_signature?: string | undefined;
}

/** WeChat signs each try anew; what is older was recorded by somebody. */
const FRESH_MS = 10 * 60_000;
const BLOCK = 32;
const RANDOM_BYTES = 16;

/**
 * Whether WeChat asks: the check of the address, and every plain message. PUSH-1: nothing unsigned, and nothing signed long
 * ago, is looked at.
 */
export function isSigned(
  { token }: PushAccount,
  { signature, timestamp, nonce }: PushSigns,
  nowMs: number,
): boolean {
  return isFresh(timestamp, nowMs) && isSame(signature, signed([token, timestamp, nonce]));
}

/**
 * The message that WeChat pushed, opened when it is sealed; null for what WeChat did not sign, or sealed for another app.
 * With a key set only sealed messages are taken: the signature of a plain one says nothing about its content.
 */
export function messageOf(
  account: PushAccount,
  signs: PushSigns,
  body: Readonly<Record<string, unknown>>,
  nowMs: number,
): Readonly<Record<string, unknown>> | null {
  if (account.aesKey === null) return isSigned(account, signs, nowMs) ? body : null;
  const { Encrypt: sealed } = body;
  const { timestamp, nonce, msg_signature: given = '' } = signs;
  if (typeof sealed !== 'string' || !isFresh(timestamp, nowMs)) return null;
  if (!isSame(given, signed([account.token, timestamp, nonce, sealed]))) return null;
  return opened(account.appid, account.aesKey, sealed);
}

function isFresh(timestamp: string, nowMs: number): boolean {
  return /^\d{1,12}$/.test(timestamp) && Math.abs(nowMs - Number(timestamp) * 1_000) <= FRESH_MS;
}

function signed(parts: readonly string[]): string {
  return createHash('sha1')
    .update([...parts].sort().join(''))
    .digest('hex');
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** `random(16) ‖ length ‖ message ‖ appid`, padded to 32: Node unpads 16 at most, so that it is done here. */
function opened(appid: string, aesKey: string, sealed: string): Readonly<Record<string, unknown>> | null {
  const key = Buffer.from(`${aesKey}=`, 'base64');
  const bytes = Buffer.from(sealed, 'base64');
  if (bytes.length === 0 || bytes.length % RANDOM_BYTES !== 0) return null;
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(bytes), decipher.final()]);
  const padding = padded.at(-1) ?? 0;
  if (padding < 1 || padding > BLOCK || padding > padded.length) return null;
  const plain = padded.subarray(0, padded.length - padding);
  if (plain.length < RANDOM_BYTES + 4) return null;
  const end = RANDOM_BYTES + 4 + plain.readUInt32BE(RANDOM_BYTES);
  if (end > plain.length || plain.subarray(end).toString() !== appid) return null;
  return objectIn(plain.subarray(RANDOM_BYTES + 4, end).toString());
}

function objectIn(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const read: unknown = JSON.parse(text);
    return read !== null && typeof read === 'object' && !Array.isArray(read) ? { ...read } : null;
  } catch {
    return null;
  }
}
