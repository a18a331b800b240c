import { z } from 'zod';
import { job } from '../../platform/jobs';

/** A claim whose worker died is judged again after this long. */
export const LEASE_MS = 30_000;

export const send = job({
  name: 'touches.send',
  payload: z.null(),
  whenSwept: null,
  everyMs: 1_000,
  leaseMs: LEASE_MS,
});

export const notices = job({
  name: 'touches.expiring',
  payload: z.null(),
  whenSwept: null,
  everyMs: 86_400_000,
  leaseMs: 30 * 60_000,
});
