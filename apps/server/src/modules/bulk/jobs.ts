import { sweepJob } from '../../platform/jobs';

/** A worker that has not reported for this long is taken for dead; the next one goes on behind its last person. */
export const LEASE_MS = 60_000;

export const runBulkActs = sweepJob({ name: 'bulk.run', everyMs: 5_000, leaseMs: LEASE_MS });
