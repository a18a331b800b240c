import { z } from 'zod';
import { entry } from '../error-entry';

export const errors = {
  CONTACT_INVALID: entry(
    422,
    '请填企业微信「联系我」二维码里的链接，以 https://work.weixin.qq.com/ 开头',
    'Please enter the link inside a “contact me” code of WeCom. It begins with https://work.weixin.qq.com/',
    { data: z.strictObject({ reason: z.enum(['host', 'length', 'address']) }) },
  ),
};
