/** Codes that several areas answer together, in order of precedence. */

/** What a signed machine call may be refused with before anything else is looked at. */
export const signatureCodes = [
  'SIGNATURE_MISSING',
  'SIGNATURE_STALE',
  'SIGNATURE_WRONG',
  'SIGNATURE_REPLAYED',
] as const;

/** What a request under a key of its caller may be refused with because of the key. */
export const keyCodes = ['IDEMPOTENCY_KEY_REUSED', 'REQUEST_IN_PROGRESS'] as const;

/** What taking points may be refused with. */
export const spendCodes = ['POINTS_IN_DEBT', 'POINTS_INSUFFICIENT'] as const;

/** What WeChat, or its being away, may refuse when it is asked who somebody is. */
export const wechatCodes = [
  'WECHAT_CODE_INVALID',
  'WECHAT_CODE_USED',
  'WECHAT_LOGIN_BLOCKED',
  'WECHAT_RATE_LIMITED',
  'WECHAT_BUSY',
  'WECHAT_UNAVAILABLE',
  'WECHAT_MISCONFIGURED',
] as const;
