import { z } from 'zod';
import { RowId, RowIds } from '../shared/schemas';

export const events = {
  'payouts.settled.v1': z.strictObject({ brandId: RowId, payoutIds: RowIds }),
};
