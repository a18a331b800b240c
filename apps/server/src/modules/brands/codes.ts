import type { ErrorCode } from '@liuliang/contract';
import { fail, ok, type Result } from '@liuliang/domain';

/** Channels that every brand starts with, by number; a brand may add its own behind them. */
export const defaultChannels: readonly (readonly [code: string, quadrant: string])[] = [
  ['wechat_mini', 'private_pool'],
  ['wecom', 'private_pool'],
  ['official_account', 'private_pool'],
  ['pos', 'public_store'],
  ['tmall', 'public_traffic'],
  ['jd', 'public_traffic'],
  ['douyin', 'public_traffic'],
  ['sms', 'private_pool'],
  ['ads', 'public_traffic'],
  ['online', 'public_traffic'],
  ['guide', 'private_store'],
];

/** What people call these channels in their spreadsheets. */
const CALLED: Readonly<Record<string, readonly string[]>> = {
  wechat_mini: ['微信小程序', '小程序', 'WeChat mini-program', 'mini-program'],
  wecom: ['企业微信', '企微'],
  official_account: ['公众号', '微信公众号'],
  pos: ['门店', '门店 POS', '收银', 'POS'],
  tmall: ['天猫', '天猫旗舰店'],
  jd: ['京东', '京东旗舰店'],
  douyin: ['抖音', '抖音小店'],
  sms: ['短信'],
  ads: ['广告'],
  online: ['官网', '线上', '商城'],
  guide: ['导购'],
};

export const channelsCalled = (code: string): readonly string[] =>
  Object.hasOwn(CALLED, code) ? (CALLED[code] ?? []) : [];

const CODE = /^[a-z][a-z0-9_]{0,31}$/;
const STORE_CODE = /^[^\p{C}]{1,32}$/u;

/** A channel code as it is stored, or why it cannot be one. */
export function checkChannelCode(code: string): Result<string, { code: ErrorCode }> {
  return CODE.test(code) ? ok(code) : fail({ code: 'CHANNEL_UNKNOWN' });
}

/** Store and guide codes come from tills and spreadsheets: anything printable, at most 32 bytes. */
export function checkOutletCode(code: string): Result<string, { code: ErrorCode }> {
  return STORE_CODE.test(code) && Buffer.byteLength(code) <= 32 ? ok(code) : fail({ code: 'FIELD_TOO_LONG' });
}
