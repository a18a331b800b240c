import { z } from 'zod';
import { RowId, RowIds } from '../shared/schemas';

export const events = {
  'adjustments.posted.v1': z.strictObject({ brandId: RowId, adjustmentIds: RowIds }),
};
