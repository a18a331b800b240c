import { z } from 'zod';
import { RowId } from '../shared/schemas';

export const events = {
  'members.joined.v1': z.strictObject({ brandId: RowId, customerId: RowId, joinedAtMs: z.int() }),
  'members.merged.v1': z.strictObject({ brandId: RowId, keptId: RowId, aliasId: RowId, mergeId: RowId }),
  'members.unmerged.v1': z.strictObject({ brandId: RowId, keptId: RowId, aliasId: RowId, mergeId: RowId }),
};
