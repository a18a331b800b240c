import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { freeMegabytes } from '../disk';
import type { JobDriver } from '../jobs';
import type { Platform } from '../platform';

/** A database or a disk that takes longer than this to answer cannot serve anybody. */
const READY_WITHIN_MS = 3_000;

/** What is missing: without `database` nothing works, without `disk` no file, without `redis` work is done later. */
type Missing = 'database' | 'disk' | 'redis';

/** Whether a piece is there; one that fails or does not answer in time is not. */
const isThere = (look: () => Promise<boolean>): Promise<boolean> =>
  Promise.race([look(), pause(READY_WITHIN_MS, false, { ref: false })]).catch(() => false);

async function missingIn({ db, env }: Platform, driver: JobDriver): Promise<Missing[]> {
  const [hasDatabase, hasDisk] = await Promise.all([
    isThere(async () => (await db.read((reader) => reader.query('SELECT 1'))).length > 0),
    isThere(async () => (await freeMegabytes(env.LIULIANG_DATA)) >= env.DISK_FREE_MB),
  ]);
  return [
    ...(hasDatabase ? [] : ['database' as const]),
    ...(hasDisk ? [] : ['disk' as const]),
    ...(driver.isReached ? [] : ['redis' as const]),
  ];
}

/** `/healthz`: the process lives. `/readyz`: whether it can serve, and what it misses. `/metrics`: Prometheus text. */
export function installHealth(fastify: FastifyInstance, platform: Platform, driver: JobDriver): void {
  fastify.get('/healthz', async () => ({ ok: true }));
  fastify.get('/readyz', async (_request, reply) => {
    const { engine } = platform.db;
    const missing = await missingIn(platform, driver);
    // The embedded file is on the disk; with a database server only uploads are, and everything else is served.
    const ok = !missing.includes('database') && !(engine === 'sqlite' && missing.includes('disk'));
    return reply.status(ok ? 200 : 503).send({ ok, engine, missing });
  });
  fastify.get('/metrics', async (_request, reply) => {
    void reply.type(platform.metrics.registry.contentType);
    return platform.metrics.registry.metrics();
  });
}
