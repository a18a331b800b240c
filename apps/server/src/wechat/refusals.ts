import type { WechatRefusal, WechatRefusalCode } from './mini-program.port';

const MINUTE_MS = 60_000;
// A busy answer clears within a second or two; a shorter wait only adds to the load.
const BUSY_WAIT_MS = 1_000;

/** errcode → our code, from the contract of each call. What is missing here is `WECHAT_UNAVAILABLE`. */
const CODES = new Map<number, WechatRefusalCode>([
  [-1, 'WECHAT_BUSY'],
  [40029, 'WECHAT_CODE_INVALID'],
  [41008, 'WECHAT_CODE_INVALID'],
  [40163, 'WECHAT_CODE_USED'],
  [40226, 'WECHAT_LOGIN_BLOCKED'],
  [45009, 'WECHAT_RATE_LIMITED'],
  [45011, 'WECHAT_RATE_LIMITED'],
  [40002, 'WECHAT_MISCONFIGURED'],
  [40013, 'WECHAT_MISCONFIGURED'],
  [40125, 'WECHAT_MISCONFIGURED'],
  [40129, 'WECHAT_MISCONFIGURED'],
  [40164, 'WECHAT_MISCONFIGURED'],
  [40169, 'WECHAT_MISCONFIGURED'],
  [41002, 'WECHAT_MISCONFIGURED'],
  [41004, 'WECHAT_MISCONFIGURED'],
  [41030, 'WECHAT_MISCONFIGURED'],
  [48001, 'WECHAT_MISCONFIGURED'],
  [61003, 'WECHAT_MISCONFIGURED'],
  [61024, 'WECHAT_MISCONFIGURED'],
  [85096, 'WECHAT_MISCONFIGURED'],
]);

/** An access token that WeChat no longer takes: not the latest, malformed, expired. */
const DEAD_TOKEN_ERRCODES = new Set([40001, 40014, 42001]);

export function isDeadToken(errcode: number | null): boolean {
  return errcode !== null && DEAD_TOKEN_ERRCODES.has(errcode);
}

/** The refusal for an errcode of an API call. Quotas are worded per minute, so the wait runs to the next one. */
export function refusalOf(errcode: number, nowMs: number): WechatRefusal {
  return refuse(CODES.get(errcode) ?? 'WECHAT_UNAVAILABLE', errcode, nowMs);
}

/** The refusal for an errcode of the token call, where 40001 speaks of the secret and not of a token. */
export function tokenRefusalOf(errcode: number, nowMs: number): WechatRefusal {
  return errcode === 40001 ? refuse('WECHAT_MISCONFIGURED', errcode, nowMs) : refusalOf(errcode, nowMs);
}

export function unavailable(errcode: number | null = null): WechatRefusal {
  return { code: 'WECHAT_UNAVAILABLE', errcode, retryAfterMs: null };
}

export function codeInvalid(): WechatRefusal {
  return { code: 'WECHAT_CODE_INVALID', errcode: null, retryAfterMs: null };
}

function refuse(code: WechatRefusalCode, errcode: number, nowMs: number): WechatRefusal {
  const waits: Partial<Record<WechatRefusalCode, number>> = {
    WECHAT_BUSY: BUSY_WAIT_MS,
    WECHAT_RATE_LIMITED: MINUTE_MS - (nowMs % MINUTE_MS),
  };
  return { code, errcode, retryAfterMs: waits[code] ?? null };
}
