import { sweepJob } from '../../platform/jobs';

/** Only the end of a pause: until it has come by, the stricter limit is in force. */
export const takeLimits = sweepJob({ name: 'limits.take', everyMs: 60_000, leaseMs: 10 * 60_000 });
