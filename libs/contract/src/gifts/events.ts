import { z } from 'zod';
import { RowId, RowIds } from '../shared/schemas';

export const events = {
  'gift_orders.settled.v1': z.strictObject({ brandId: RowId, giftOrderIds: RowIds }),
};
