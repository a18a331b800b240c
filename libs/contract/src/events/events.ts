import { z } from 'zod';
import { RowId, RowIds } from '../shared/schemas';

export const events = {
  'events.recorded.v1': z.strictObject({ brandId: RowId, eventIds: RowIds }),
};
