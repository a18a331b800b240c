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
  DOCUMENT_INVALID: entry(
    422,
    '内容有误，请按提示修改后再试',
    'Something in it has to be corrected first; see what is marked',
    { data: z.strictObject({ faults: z.array(DocumentFault) }) },
  ),
};
