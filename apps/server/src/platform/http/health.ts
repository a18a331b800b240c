import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { Platform } from '../platform';

/** A database that takes longer than this to say 1 cannot serve anybody. */
const READY_WITHIN_MS = 3_000;

async function tooSlow(): Promise<never> {
  await pause(READY_WITHIN_MS, undefined, { ref: false });
  throw new Error('The database does not answer in time');
}

/** `/healthz`: the process lives. `/readyz`: it can answer, database included. `/metrics`: Prometheus text. */
export function installHealth(fastify: FastifyInstance, platform: Platform): void {
  fastify.get('/healthz', async () => ({ ok: true }));
  fastify.get('/readyz', async (_request, reply) => {
    try {
      await Promise.race([platform.db.read((reader) => reader.query('SELECT 1')), tooSlow()]);
      return { ok: true, engine: platform.db.engine };
    } catch {
      // The reason is in the log of the failed query; the probe only needs to know that traffic must go elsewhere.
      return reply.status(503).send({ ok: false, engine: platform.db.engine });
    }
  });
  fastify.get('/metrics', async (_request, reply) => {
    void reply.type(platform.metrics.registry.contentType);
    return platform.metrics.registry.metrics();
  });
}
