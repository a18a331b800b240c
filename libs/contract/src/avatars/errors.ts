import { z } from 'zod';
import { entry } from '../error-entry';

export const errors = {
  AVATAR_INVALID: entry(422, '请换一张 JPEG 或 PNG 图片', 'Please choose another picture, JPEG or PNG', {
    data: z.strictObject({ reason: z.enum(['type', 'size', 'sides', 'broken']) }),
  }),
};
