import { z } from 'zod';
import { entry } from '../error-entry';
import { GiftOrderState } from './schemas';

export const errors = {
  GIFT_UNKNOWN: entry(404, '没有这件礼品', 'No such gift'),
  GIFT_SOLD_OUT: entry(409, '礼品已兑完', 'This gift has run out'),
  GIFT_LIMIT_REACHED: entry(
    409,
    '已达到每人限兑数量',
    'You already have as many of this gift as one person may take',
    { data: z.strictObject({ limitEach: z.int() }) },
  ),
  GIFT_ENDED: entry(409, '礼品已下架，不能再修改', 'This gift has ended and cannot be changed'),
  GIFT_AUDIENCE_FIXED: entry(
    409,
    '礼品上架后不能更改兑换对象',
    'Whom a gift is for cannot be changed once it was published',
  ),
  GIFT_STOCK_TOO_SMALL: entry(
    422,
    '库存不能少于已预留和已兑出的数量',
    'Stock cannot be less than what is reserved or taken',
    { data: z.strictObject({ stockMin: z.int() }) },
  ),
  GIFT_ORDER_UNKNOWN: entry(404, '没有这笔兑换', 'No such gift order'),
  GIFT_ORDER_SETTLED: entry(409, '这笔兑换已经处理过', 'This gift order was settled already', {
    data: z.strictObject({ state: GiftOrderState }).partial(),
  }),
  GIFT_ORDER_LAPSED: entry(
    410,
    '兑换已过期，积分已退回',
    'The time to collect has passed; the points were given back',
  ),
  PICKUP_CODE_UNKNOWN: entry(404, '没有这个取货码', 'No such pickup code'),
  GIFT_PICKUP_OWN: entry(
    403,
    '不能核销自己的礼品，请同事代为核销',
    'A guide cannot hand a gift to themselves; ask a colleague',
  ),
};
