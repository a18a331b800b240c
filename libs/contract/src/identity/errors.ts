import { z } from 'zod';
import { entry } from '../error-entry';
import { InstantMs } from '../shared/schemas';

/** What WeChat said, and how long to wait; null where it said nothing. */
const WechatAnswer = z
  .strictObject({ errcode: z.int().nullable(), retryAfterMs: z.int().nullable() })
  .partial();

export const errors = {
  CREDENTIALS_WRONG: entry(401, '账号或密码不对', 'Wrong name or password'),
  TOTP_REQUIRED: entry(401, '请输入动态验证码', 'Enter the one-time code'),
  TOTP_WRONG: entry(401, '动态验证码不对', 'Wrong one-time code'),
  ACCOUNT_LOCKED: entry(429, '尝试次数过多，请稍后再试', 'Too many attempts; try again later', {
    retryable: true,
    data: z.strictObject({ retryAtMs: InstantMs }).partial(),
  }),
  SIGN_IN_BUSY: entry(503, '登录的人太多，请稍后再试', 'Too many sign-ins at once; try again shortly', {
    retryable: true,
  }),
  PASSWORD_WRONG: entry(403, '当前密码不对', 'The current password is wrong'),
  TOTP_NOT_BEGUN: entry(409, '绑定已过期，请重新开始', 'The enrolment has run out; begin again'),
  OPERATOR_UNKNOWN: entry(404, '没有这个账号', 'There is no such account'),
  LAST_OWNER: entry(
    409,
    '这是品牌唯一可登录的负责人，不能停用',
    'This is the last owner of the brand who can sign in',
  ),
  SESSION_UNKNOWN: entry(404, '没有这个登录，或已结束', 'There is no such session, or it has ended'),
  CONNECTOR_UNKNOWN: entry(404, '没有这个接口密钥', 'There is no such connector key'),
  CONNECTOR_REVOKED: entry(409, '这个接口密钥已吊销', 'This connector key was revoked'),
  WECHAT_CODE_INVALID: entry(400, '微信授权码无效，请重试', 'The WeChat code is not valid', {
    data: WechatAnswer,
  }),
  WECHAT_CODE_USED: entry(400, '微信授权码已使用，请重试', 'The WeChat code was already used', {
    data: WechatAnswer,
  }),
  WECHAT_BUSY: entry(503, '微信繁忙，请稍后再试', 'WeChat is busy; try again shortly', {
    retryable: true,
    data: WechatAnswer,
  }),
  WECHAT_RATE_LIMITED: entry(503, '微信接口限流，请稍后再试', 'WeChat is limiting calls; try again shortly', {
    retryable: true,
    data: WechatAnswer,
  }),
  WECHAT_UNAVAILABLE: entry(503, '暂时连不上微信，请稍后再试', 'WeChat cannot be reached right now', {
    retryable: true,
    data: WechatAnswer,
  }),
  WECHAT_MISCONFIGURED: entry(500, '小程序配置有误，请联系商家', 'The mini-program is not set up correctly', {
    data: WechatAnswer,
  }),
  WECHAT_LOGIN_BLOCKED: entry(
    403,
    '微信判定该账号存在风险，暂时无法登录',
    'WeChat considers this account a risk and refused the sign-in',
    { data: WechatAnswer },
  ),
};
