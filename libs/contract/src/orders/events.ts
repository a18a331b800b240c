import { z } from 'zod';
import { RowId, RowIds } from '../shared/schemas';

export const events = {
  'orders.paid.v1': z.strictObject({ brandId: RowId, orderIds: RowIds }),
  'orders.refunded.v1': z.strictObject({ brandId: RowId, refundIds: RowIds }),
};
