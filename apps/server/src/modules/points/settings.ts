import { SpendingSettings } from '@liuliang/contract';
import { settings } from '../../platform/areas';

/** How points can be spent: one document for all ways of spending. */
export const spendingSettings = settings('spending', SpendingSettings, {
  orders: {
    enabled: true,
    fenPer100Points: 100,
    minPoints: 100,
    stepPoints: 100,
    maxPercent: 50,
    holdMinutes: 30,
  },
  gifts: { pickupDays: 14 },
  // Off until a brand says so: points that change hands are a brand's decision, and a target of fraud.
  transfers: { enabled: false, minPoints: 100, dayLimit: 10_000, ttlHours: 24 },
});

export type SpendingRules = (typeof spendingSettings)['defaults'];
