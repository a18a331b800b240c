import { sweepJob } from '../../platform/jobs';

/** Goes on with payouts whose answer is awaited, lost or overdue. */
export const lookAtPayouts = sweepJob({
  name: 'settlement.payouts',
  everyMs: 15_000,
  leaseMs: 120_000,
});
