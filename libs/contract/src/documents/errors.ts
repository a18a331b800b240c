import { z } from 'zod';
import { entry } from '../error-entry';
import { DocumentFault } from './schemas';

export const errors = {
  DOCUMENT_UNKNOWN: entry(404, '没有这个版本', 'There is no such version'),
  DOCUMENT_DRAFT_CHANGED: entry(
    409,
    '草稿已被他人修改，请刷新后再试',
    'Somebody else has changed the draft; look at it again',
  ),
  DOCUMENT_START_PAST: entry(422, '生效时间不能早于现在', 'The start must not lie in the past'),
  DOCUMENT_ASKED: entry(
    409,
    '已有人申请发布这份草稿，请复核或撤回',
    'Somebody has asked for this draft to be published already: approve it or take that back',
  ),
  DOCUMENT_NOT_ASKED: entry(409, '没有等待复核的发布申请', 'Nothing of this waits for approval'),
  DOCUMENT_SECOND_PERSON: entry(403, '须由另一位同事复核', 'Somebody else has to approve this'),
  DOCUMENT_INVALID: entry(
    422,
    '内容有误，请按提示修改后再试',
    'Something in it has to be corrected first; see what is marked',
    { data: z.strictObject({ faults: z.array(DocumentFault) }) },
  ),
};
