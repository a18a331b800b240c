import { z } from 'zod';
import { entry, ofOneRow } from '../error-entry';
import { AdjustmentState } from './schemas';

export const errors = {
  ADJUSTMENT_UNKNOWN: entry(404, '没有这笔调整', 'No such adjustment'),
  ADJUSTMENT_ASSET_WRONG: entry(422, '该账户没有这类积分', 'This owner does not have that kind of points'),
  ADJUSTMENT_TOO_LARGE: entry(422, '超过单笔调整上限', 'More points than may be given or taken at once', {
    data: z.strictObject({ maxPoints: z.int() }),
  }),
  ADJUSTMENT_EXPIRY_PAST: entry(422, '有效期须晚于现在', 'The points would have expired already'),
  ADJUSTMENT_SECOND_PERSON: entry(403, '须由另一位有权限的人审批', 'Another person has to decide this'),
  ADJUSTMENT_DECIDED: entry(409, '这笔调整已经处理过', 'This adjustment was decided already', {
    data: z.strictObject({ state: AdjustmentState }),
  }),
  BALANCE_LINE_CONFLICT: entry(
    409,
    '同一行号的内容不一致',
    'This line id was received before with other content',
    ofOneRow,
  ),
  EXPIRY_PAST: entry(422, '有效期已过', 'These points have expired already', ofOneRow),
};
