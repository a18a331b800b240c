import { sweepJob } from '../../platform/jobs';

/** A claim whose worker died is judged again after this long. */
export const LEASE_MS = 30_000;

export const send = sweepJob({
  name: 'touches.send',
  everyMs: 1_000,
  leaseMs: LEASE_MS,
});

export const notices = sweepJob({
  name: 'touches.expiring',
  everyMs: 86_400_000,
  leaseMs: 30 * 60_000,
});
