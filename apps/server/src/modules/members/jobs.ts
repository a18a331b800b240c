import { sweepJob } from '../../platform/jobs';

/** Told of every erasure; by itself it finds what was missed, and whom a restore brought back. */
export const keepRegister = sweepJob({
  name: 'members.keep-register',
  everyMs: 3_600_000,
  leaseMs: 600_000,
});

/** Names from before there was an index of them, once for each brand. */
export const indexNames = sweepJob({
  name: 'members.index-names',
  everyMs: 3_600_000,
  leaseMs: 3_600_000,
});
