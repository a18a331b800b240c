import { z } from 'zod';
import { entry } from '../error-entry';
import { TransferState } from './schemas';

export const errors = {
  TRANSFER_DISABLED: entry(409, '该品牌未开启积分转赠', 'Points cannot be given to friends in this brand'),
  TRANSFER_TOO_SMALL: entry(422, '少于最低转赠积分', 'Fewer points than may be given', {
    data: z.strictObject({ minPoints: z.int() }),
  }),
  TRANSFER_DAY_LIMIT: entry(409, '超过今日可转赠积分', 'More points than may be given today', {
    data: z.strictObject({ leftToday: z.int() }),
  }),
  TRANSFER_UNKNOWN: entry(404, '没有这笔转赠', 'No such transfer'),
  TRANSFER_OWN: entry(409, '不能领取自己转赠的积分', 'You cannot accept your own points'),
  TRANSFER_LAPSED: entry(
    410,
    '转赠已过期，积分已退回',
    'The time to accept has passed; the points were given back',
  ),
  TRANSFER_SETTLED: entry(409, '这笔转赠已经处理过', 'This transfer was settled already', {
    data: z.strictObject({ state: TransferState }),
  }),
};
