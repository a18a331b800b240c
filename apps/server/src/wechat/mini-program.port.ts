import type { Result } from '@liuliang/domain';

/**
 * Why WeChat gave no answer we can use.
 *
 * | code | what the caller does |
 * |---|---|
 * | `WECHAT_CODE_INVALID` | code unknown, expired, of another app, or malformed: take a new one |
 * | `WECHAT_CODE_USED` | the login code was spent before: take a new one, never repeat this one |
 * | `WECHAT_LOGIN_BLOCKED` | WeChat judged the person high risk: show it, do not loop |
 * | `WECHAT_BUSY` | repeat with the same code after `retryAfterMs` |
 * | `WECHAT_RATE_LIMITED` | a quota is spent: wait `retryAfterMs`, then take a new code |
 * | `WECHAT_UNAVAILABLE` | no answer or none that makes sense; the code may be spent: take a new one |
 * | `WECHAT_MISCONFIGURED` | appid, secret, address list or permission is wrong: an operator must act |
 */
export type WechatRefusalCode =
  | 'WECHAT_CODE_INVALID'
  | 'WECHAT_CODE_USED'
  | 'WECHAT_LOGIN_BLOCKED'
  | 'WECHAT_BUSY'
  | 'WECHAT_RATE_LIMITED'
  | 'WECHAT_UNAVAILABLE'
  | 'WECHAT_MISCONFIGURED';

/** Holds nothing that names a person, a code, a token or a secret, so it may be logged as it is. */
export interface WechatRefusal {
  code: WechatRefusalCode;
  /** WeChat's own number, for the operator; null when no answer arrived or we did not ask. */
  errcode: number | null;
  /** Milliseconds to wait, or null when waiting does not help. */
  retryAfterMs: number | null;
}

/** Who logged in. The session key is deliberately no part of it: it never leaves the client. */
export interface WechatIdentity {
  /** The person in this one mini-program. */
  openid: string;
  /** The person across the brand's apps, or null when the mini-program is bound to no Open Platform account. */
  unionid: string | null;
}

export interface WechatPhone {
  /** E.164, e.g. `+8613800138000`. */
  e164: string;
}

/** A code of the mini-program that leads to a page. */
export interface SceneCodeOrder {
  /** At most 32 visible characters, none of them a percent sign. */
  scene: string;
  /** Of the released mini-program, without a leading slash. */
  page: string;
}

/** What the product asks of one mini-program account. Refusals are values; the methods throw only on bugs. */
export interface MiniProgramPort {
  /** Spends the code of `wx.login`. */
  codeToSession(code: string): Promise<Result<WechatIdentity, WechatRefusal>>;
  /** Spends the code of the phone button. Each successful tap was charged to the account. */
  phoneNumber(phoneCode: string): Promise<Result<WechatPhone, WechatRefusal>>;
  /** The picture of a code, PNG or JPEG. Spends nothing; the code works for ever. */
  sceneCode(order: SceneCodeOrder): Promise<Result<Buffer, WechatRefusal>>;
}
