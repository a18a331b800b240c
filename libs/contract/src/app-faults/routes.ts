import { z } from 'zod';
import { route } from '../route';
import { pages } from '../shared/shapes';
import { AppFault, AppFaultKind, AppFaultPlatform } from './schemas';

export const routes = {
  reportAppFault: route({
    method: 'POST',
    path: '/app-faults',
    access: 'public',
    summary: 'What went wrong in the app; only its shape is kept, counted by day, and nobody is named',
    body: z.strictObject({
      brand: z.string().min(1).max(32),
      kind: AppFaultKind,
      platform: AppFaultPlatform,
      version: z.string().regex(/^[0-9A-Za-z.-]{1,16}$/),
      page: z.string().max(256),
      message: z.string().max(1_000),
    }),
    reply: z.strictObject({ counted: z.literal(true) }),
    errors: ['BRAND_UNKNOWN'],
  }),
  appFaults: pages('operator:system.read', '/operator/app-faults', {
    summary: 'Kinds of faults of the mini-program by day, the one seen last first',
    of: AppFault,
  }),
};
