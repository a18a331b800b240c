import { z } from 'zod';
import { InstantMs, PublicId } from '../shared/schemas';

export const appFaultKinds = ['error', 'rejection', 'page-missing'] as const;
export const appFaultPlatforms = [
  'ios',
  'android',
  'harmony',
  'windows',
  'mac',
  'devtools',
  'browser',
  'other',
] as const;

export const AppFaultKind = z.enum(appFaultKinds).meta({ id: 'AppFaultKind' });
export const AppFaultPlatform = z.enum(appFaultPlatforms).meta({ id: 'AppFaultPlatform' });

export const AppFault = z
  .strictObject({
    faultId: PublicId,
    kind: AppFaultKind,
    platform: AppFaultPlatform,
    version: z.string(),
    page: z.string(),
    /** The shape of what was said: without numbers, names, addresses and tokens. */
    message: z.string(),
    /** How often on this day of the brand. */
    times: z.int(),
    firstSeenMs: InstantMs,
    lastSeenMs: InstantMs,
  })
  .meta({ id: 'AppFault', description: 'A kind of fault of the mini-program on one day.' });
