import type { FastifyInstance } from 'fastify';
import type { Platform } from '../platform';

/** `/healthz`: the process lives. `/readyz`: it can answer, database included. `/metrics`: Prometheus text. */
export function installHealth(fastify: FastifyInstance, platform: Platform): void {
  fastify.get('/healthz', async () => ({ ok: true }));
  fastify.get('/readyz', async (_request, reply) => {
    try {
      await platform.db.read((reader) => reader.query('SELECT 1'));
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
