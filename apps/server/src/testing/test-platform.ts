import { setPasswordCost } from '../platform/auth/passwords';
import { SteppedClock } from '../platform/clock';
import { readEnv, type Env } from '../platform/env';
import { openLog, type Logger } from '../platform/log';
import { migratePlatform, openPlatform, type Platform } from '../platform/platform';
import { schema } from '../areas';
import { refuseWalks } from './plans';
import { prepareSchema } from './prepared-schema';
import { emptyDatabase } from './test-database';

/** Saturday 2026-11-21 20:00 in Shanghai: where stories begin unless they say otherwise. */
export const STORY_STARTS_MS = Date.UTC(2026, 10, 21, 12, 0, 0);

/** A hundredth of the work: operators sign in in most suites, and hashing as in production was a tenth of their time. */
export const SUITE_PASSWORD_COST = { logN: 10, r: 8, p: 1 } as const;
setPasswordCost(SUITE_PASSWORD_COST);

/** The platform without any area of business, on a migrated database of its own. */
export interface TestPlatform {
  readonly platform: Platform;
  readonly clock: SteppedClock;
  readonly env: Env;
  /** A second process on the same database: its own connections, node number and clock. */
  another(): Promise<Platform>;
  close(): Promise<void>;
}

/**
 * @param more variables of the environment, on top of the engine's
 * @param migrates true: by the migrations themselves, for suites about them, instead of a copy of what they made once
 */
export async function openTestPlatform(
  options: { startMs?: number; more?: Record<string, string>; log?: Logger; migrates?: boolean } = {},
): Promise<TestPlatform> {
  const database = await emptyDatabase();
  const env = readEnv({
    ...database.env,
    LIULIANG_SECRET: '00'.repeat(31) + '01',
    LOG_LEVEL: 'silent',
    ...options.more,
  });
  const clock = new SteppedClock(options.startMs ?? STORY_STARTS_MS);
  const log = options.log ?? openLog('silent');
  if (!options.migrates) await prepareSchema(env);
  const platform = await openPlatform(env, schema, { clock, log });
  if (options.migrates) await migratePlatform(platform);
  refuseWalks(platform.db);
  const others: Platform[] = [];
  return {
    platform,
    clock,
    env: platform.env,
    another: async () => {
      const other = await openPlatform(env, schema, { clock, log });
      others.push(other);
      return other;
    },
    close: async () => {
      for (const one of [...others, platform]) await one.db.close();
      await database.drop();
    },
  };
}
