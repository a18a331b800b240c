import { z } from 'zod';
import { RowId, RowIds } from '../shared/schemas';

export const events = {
  'tiers.changed.v1': z.strictObject({ brandId: RowId, changeIds: RowIds }),
};
