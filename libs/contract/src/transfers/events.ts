import { z } from 'zod';
import { RowId, RowIds } from '../shared/schemas';

export const events = {
  'transfers.settled.v1': z.strictObject({ brandId: RowId, transferIds: RowIds }),
};
