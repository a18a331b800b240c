import { personal } from './areas/personal';
import { idempotencyKeys } from './tables';

/** What the platform itself holds about people. */
export const platformPersonal = [
  personal(idempotencyKeys, ['principal', 'idemKey', 'requestHash', 'reply'], {
    holds: 'what somebody asked, as a hash, and what they were answered, as ids',
    erasure: 'removed',
    export: { not: 'what came of it is in the export' },
  }),
];
