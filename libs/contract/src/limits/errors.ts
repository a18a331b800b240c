import { z } from 'zod';
import { entry } from '../error-entry';
import { LimitChangeState } from './schemas';

export const errors = {
  LIMIT_CHANGE_UNKNOWN: entry(404, '没有这次限额变更', 'No such change of a limit'),
  LIMIT_CHANGE_OPEN: entry(
    409,
    '这项限额已有一次放宽在等待，请先撤回它',
    'A change of this limit is under way already: withdraw it first',
  ),
  LIMIT_CHANGE_DECIDED: entry(409, '这次限额变更已经处理过', 'This change of a limit was decided already', {
    data: z.strictObject({ state: LimitChangeState }),
  }),
  LIMIT_SECOND_PERSON: entry(403, '须由另一位负责人同意', 'Another owner has to agree to this'),
  PUBLISHING_SECOND_MISSING: entry(
    409,
    '没有别的人可以复核发布，请先添加一位有权修改的同事',
    'Nobody but you could approve what is published. Add a colleague who may change it first',
  ),
  LIMIT_SECOND_MISSING: entry(
    409,
    '放宽限额须两位负责人，本品牌只有一位。请先添加第二位负责人',
    'A looser limit needs two owners, and this brand has one. Add a second owner first',
  ),
};
