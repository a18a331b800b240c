/**
 * The prefix of our keys on Redis: one per database, so that a second deployment or a test on the same Redis never
 * takes the other's jobs. In braces, so that Redis Cluster keeps them in one slot.
 */
export function redisSpace(databaseUrl: string): string {
  return `{liuliang:${new URL(databaseUrl).pathname.slice(1)}}`;
}
