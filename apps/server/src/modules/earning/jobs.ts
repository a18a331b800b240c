import { z } from 'zod';
import { job } from '../../platform/jobs';

/** A run that has not reported for this long died with its process, and starts over on the next worker. */
export const LEASE_MS = 60_000;

export const backTest = job({
  name: 'earning.backTest',
  payload: z.null(),
  whenSwept: null,
  everyMs: 5_000,
  leaseMs: LEASE_MS,
});
