/** MariaDB and Redis for the server-mode suites, private and temporary. */
import { startMariaDb } from './mariadb.mjs';
import { startRedis } from './redis.mjs';

export { ensurePrograms, findChromium, findDatabase, findRedis } from './find.mjs';
export { freePort } from './instance.mjs';

/** Starts both and returns `{ env: { DATABASE_URL, REDIS_URL }, database, redis, stop }`. */
export async function startServices() {
  const started = await Promise.allSettled([startMariaDb(), startRedis()]);
  const services = started.filter((one) => one.status === 'fulfilled').map((one) => one.value);
  const stop = () => Promise.all(services.map((service) => service.stop()));
  const failed = started.find((one) => one.status === 'rejected');
  if (failed) {
    await stop();
    throw failed.reason;
  }
  const [database, redis] = services;
  return { env: { DATABASE_URL: database.url, REDIS_URL: redis.url }, database, redis, stop };
}

/** Runs `work(env)` with both up, and stops them whatever happens. */
export async function withServices(work) {
  const services = await startServices();
  try {
    return await work(services.env);
  } finally {
    await services.stop();
  }
}
