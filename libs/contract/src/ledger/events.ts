import { z } from 'zod';
import { RowId, RowIds } from '../shared/schemas';

export const events = {
  'points.posted.v1': z.strictObject({ brandId: RowId, transactionIds: RowIds }),
};
