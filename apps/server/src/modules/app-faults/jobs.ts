import { sweepJob } from '../../platform/jobs';

export const forgetFaults = sweepJob({
  name: 'appFaults.forget',
  everyMs: 86_400_000,
  leaseMs: 10 * 60_000,
});
