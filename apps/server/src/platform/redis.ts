/**
 * The prefix of our keys on Redis: one per database, so that a second deployment or a test on the same Redis never
 * takes the other's jobs. In braces, so that Redis Cluster keeps them in one slot.
 */
export function redisSpace(databaseUrl: string): string {
  return `{liuliang:${new URL(databaseUrl).pathname.slice(1)}}`;
}

/** How a Redis is set; null when it cannot be reached. */
export interface RedisReadings {
  readonly version: string;
  readonly maxmemoryPolicy: string;
  readonly isAppendOnly: boolean;
}

const ANSWER_WITHIN_MS = 5_000;

/** Reads what the boot check judges. From INFO, which managed services allow where they forbid CONFIG. */
export async function readRedis(url: string): Promise<RedisReadings | null> {
  const { createClient } = await import('redis');
  const redis = createClient({
    url,
    socket: { connectTimeout: ANSWER_WITHIN_MS, reconnectStrategy: false },
    commandOptions: { timeout: ANSWER_WITHIN_MS },
  });
  // The failure is the answer, and comes back from connect() as well.
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    const info = await redis.info();
    const field = (name: string): string => new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1] ?? '';
    return {
      version: field('redis_version'),
      maxmemoryPolicy: field('maxmemory_policy'),
      isAppendOnly: field('aof_enabled') === '1',
    };
  } catch {
    return null;
  } finally {
    redis.destroy();
  }
}
