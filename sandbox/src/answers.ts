import type { SandboxRandom } from './options';

export type Answer = Record<string, unknown>;

/** errcode → errmsg, for every code the sandbox sends by itself. Injected faults may use any other number. */
const MESSAGES: Record<number, string> = {
  [-1]: 'system error',
  40001: 'invalid credential, access_token is invalid or not latest',
  40002: 'invalid grant_type',
  40003: 'invalid openid',
  40013: 'invalid appid',
  40014: 'invalid access_token',
  40029: 'invalid code',
  40037: 'invalid template_id',
  40125: 'invalid appsecret',
  40129: 'invalid scene',
  40163: 'code been used',
  40226: 'code blocked',
  41001: 'access_token missing',
  41002: 'appid missing',
  41004: 'appsecret missing',
  41008: 'missing code',
  41030: 'invalid page',
  42001: 'access_token expired',
  43001: 'require GET method',
  43002: 'require POST method',
  43101: 'user refuse to accept the msg',
  44002: 'empty post data',
  45009: 'reach max api daily quota limit',
  45011: 'api minute-quota reach limit, must slower, retry next minute',
  47001: 'data format error',
  47003: 'argument invalid!',
};

/** Thrown inside a handler to end it with a WeChat refusal: HTTP 200, errcode and errmsg in the body. */
export class WechatAnswer extends Error {
  constructor(
    readonly errcode: number,
    readonly detail = '',
  ) {
    super(`WeChat errcode ${errcode}`);
  }
}

/** The body of a refusal. As on the real host, errmsg ends with a request id that nobody may parse. */
export function refusalBody(errcode: number, random: SandboxRandom, detail = ''): Answer {
  const rid = random(12)
    .toString('hex')
    .replace(/(.{8})(.{8})(.{8})/, '$1-$2-$3');
  const text = `${MESSAGES[errcode] ?? 'refused'}${detail && ` ${detail}`}`;
  return { errcode, errmsg: `${text} rid: ${rid}` };
}
