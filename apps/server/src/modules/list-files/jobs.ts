import { sweepJob } from '../../platform/jobs';

/** A worker that has not reported for this long is taken for dead, and its file is begun anew elsewhere. */
export const LEASE_MS = 60_000;

export const writeListFiles = sweepJob({ name: 'list-files.write', everyMs: 5_000, leaseMs: LEASE_MS });

/** Files that have been kept long enough, and what dead workers left. */
export const sweepListFiles = sweepJob({
  name: 'list-files.sweep',
  everyMs: 3_600_000,
  leaseMs: 600_000,
});
