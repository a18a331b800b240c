import { sweepJob } from '../../platform/jobs';

/** A worker that has not reported for this long is taken for dead, and its import starts over elsewhere. */
export const LEASE_MS = 60_000;

export const run = sweepJob({
  name: 'imports.run',
  everyMs: 2_000,
  leaseMs: LEASE_MS,
});

/** Files of uploads that broke off with their process. */
export const sweepUploads = sweepJob({
  name: 'imports.sweep-uploads',
  everyMs: 3_600_000,
  leaseMs: 600_000,
});
