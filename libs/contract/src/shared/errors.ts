import { z } from 'zod';
import { entry } from '../error-entry';
import { InputFault, InstantMs } from './schemas';

export const errors = {
  INPUT_INVALID: entry(400, '填写的内容有误，请检查后再试', 'Some of what was sent is not valid', {
    data: z.strictObject({ faults: z.array(InputFault) }).partial(),
  }),
  BODY_NOT_JSON: entry(400, '请求内容不是有效的 JSON', 'The body is not valid JSON'),
  BODY_TOO_LARGE: entry(413, '内容太大，请分批提交', 'The body is too large; send it in parts', {
    data: z.strictObject({ bytesMax: z.int() }).partial(),
  }),
  ROUTE_UNKNOWN: entry(404, '没有这个地址', 'There is no such address'),
  UNEXPECTED: entry(500, '系统开小差了，请稍后再试', 'Something went wrong on our side; try again later', {
    retryable: true,
  }),
  OVERLOADED: entry(503, '现在人太多，请稍后再试', 'Too busy right now; try again shortly', {
    retryable: true,
  }),
  RATE_LIMITED: entry(429, '操作太频繁，请稍等片刻', 'Too many requests; wait a moment', {
    retryable: true,
    data: z.strictObject({ retryAtMs: InstantMs }).partial(),
  }),
  SIGN_IN_REQUIRED: entry(401, '请先登录', 'Sign in first'),
  SESSION_EXPIRED: entry(401, '登录已过期，请重新登录', 'Your session has ended; sign in again'),
  SESSION_REVOKED: entry(401, '登录已失效，请重新登录', 'This session was signed out'),
  REQUEST_FOREIGN: entry(
    403,
    '请求不是来自控制台页面，请刷新后重试',
    'The request did not come from a page of the console; reload it and try again',
  ),
  FORBIDDEN: entry(403, '没有权限', 'You do not have permission'),
  MEMBER_REQUIRED: entry(403, '加入会员后才能使用', 'Join to use this'),
  GUIDE_REQUIRED: entry(403, '仅限门店导购使用', 'Only for store guides'),
  SIGNATURE_MISSING: entry(401, '缺少签名', 'The signature is missing'),
  SIGNATURE_WRONG: entry(401, '签名不正确', 'The signature is wrong'),
  SIGNATURE_STALE: entry(
    401,
    '签名时间与服务器相差超过 5 分钟',
    'The signature time is more than 5 minutes off',
  ),
  SIGNATURE_REPLAYED: entry(401, '这个签名已经用过', 'This signature was used before'),
  IDEMPOTENCY_KEY_REUSED: entry(
    422,
    '同一幂等键不能用于不同内容',
    'This idempotency key was used with other content',
  ),
  REQUEST_IN_PROGRESS: entry(409, '相同的请求正在处理', 'The same request is being processed', {
    retryable: true,
  }),
  CHANNEL_UNKNOWN: entry(422, '不认识的渠道', 'Unknown channel'),
  DAY_RANGE_INVALID: entry(422, '日期范围不正确', 'The range of days is not valid'),
};
