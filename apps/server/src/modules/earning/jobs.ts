import { sweepJob } from '../../platform/jobs';

/** A run that has not reported for this long died with its process, and starts over on the next worker. */
export const LEASE_MS = 60_000;

export const backTest = sweepJob({
  name: 'earning.backTest',
  everyMs: 5_000,
  leaseMs: LEASE_MS,
});

export const budgets = sweepJob({
  name: 'earning.budgets',
  everyMs: 60_000,
  leaseMs: 600_000,
});
