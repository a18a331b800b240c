import { z } from 'zod';
import { entry } from '../error-entry';

export const errors = {
  ORDER_POINTS_DISABLED: entry(409, '该品牌未开启积分抵扣', 'Points cannot be used in orders of this brand'),
  ORDER_POINTS_NOT_ALLOWED: entry(
    422,
    '抵扣的积分数不符合规则',
    'This number of points cannot be used for this order',
    { data: z.strictObject({ pointsMin: z.int(), pointsMax: z.int(), pointsStep: z.int() }).partial() },
  ),
};
