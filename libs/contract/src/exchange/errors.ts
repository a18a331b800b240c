import { z } from 'zod';
import { entry } from '../error-entry';

export const errors = {
  EXCHANGE_DISABLED: entry(
    409,
    '这两个品牌之间未开启积分互换',
    'Points cannot be exchanged between these brands',
  ),
  EXCHANGE_NOT_MULTIPLE: entry(
    422,
    '积分须为兑换比例的整数倍',
    'Points must be a whole multiple of the rate',
    { data: z.strictObject({ fromPoints: z.int() }) },
  ),
  EXCHANGE_NOT_MEMBER_THERE: entry(
    409,
    '对方品牌没有同一手机号或微信的会员',
    'No member of that brand has the same verified number or WeChat',
  ),
  EXCHANGE_DAY_LIMIT: entry(409, '超过今日可互换积分', 'More points than may be exchanged today', {
    data: z.strictObject({ leftToday: z.int() }),
  }),
};
