import { z } from 'zod';
import { OrderPointsRules } from '../order-points/schemas';
import { TransferRules } from '../transfers/schemas';

export const SpendingSettings = z
  .strictObject({
    orders: OrderPointsRules,
    gifts: z.strictObject({ pickupDays: z.int().min(1).max(365) }),
    transfers: TransferRules,
  })
  .meta({ id: 'SpendingSettings' });
