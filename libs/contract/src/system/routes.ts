import { z } from 'zod';
import { route } from '../route';
import { InstantMs } from '../shared/schemas';
import { JobCount } from './schemas';

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
          /** What the last run did; null: it counts nothing, or it failed as a whole. */
          lastResult: z.array(z.strictObject({ what: JobCount, count: z.int() })).nullable(),
          failures: z.int(),
        }),
      ),
    }),
    errors: [],
  }),
};
