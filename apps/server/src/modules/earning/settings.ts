import { z } from 'zod';
import { settings } from '../../platform/areas';

/** Base earning of a brand that has written no rules: `points` for every full `perFen` of an order. */
export const baseEarning = settings(
  'earning',
  z.strictObject({ version: z.int().min(1), points: z.int().min(0), perFen: z.int().min(1) }),
  { version: 1, points: 1, perFen: 100 },
);
