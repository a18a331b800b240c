import { z } from 'zod';
import { job } from '../../platform/jobs';

/** Goes on with payouts whose answer is awaited, lost or overdue. */
export const lookAtPayouts = job({
  name: 'settlement.payouts',
  payload: z.null(),
  whenSwept: null,
  everyMs: 15_000,
  leaseMs: 120_000,
});
