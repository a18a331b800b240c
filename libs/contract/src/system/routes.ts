import { z } from 'zod';
import { route } from '../route';
import { InstantMs } from '../shared/schemas';

export const routes = {
  systemStatus: route({
    method: 'GET',
    path: '/operator/system/status',
    access: 'operator:system.read',
    summary: 'Engine, queues and jobs: what waits, what failed, how old the oldest is',
    reply: z.strictObject({
      engine: z.enum(['sqlite', 'mariadb', 'mysql']),
      queue: z.enum(['in-process', 'bullmq']),
      version: z.string(),
      outbox: z.strictObject({ waiting: z.int(), oldestAgeMs: z.int().nullable() }),
      touches: z.record(z.string(), z.int()),
      jobs: z.array(
        z.strictObject({
          name: z.string(),
          schedule: z.string().nullable(),
          lastRunAtMs: InstantMs.nullable(),
          lastResult: z.string().nullable(),
          failures: z.int(),
        }),
      ),
    }),
    errors: [],
  }),
};
