import { createServer, type AddressInfo } from 'node:net';
import { testEngine } from '../testing/test-database';
import { openTestPlatform, type TestPlatform } from '../testing/test-platform';
import { bootCheck, refuseUnsafe, UnsafeSettings } from './boot-check';
import { systemClock } from './clock';
import { readDatabase } from './db/readings';
import type { Platform } from './platform';
import { readRedis } from './redis';

const STRONG = 'd5b6c1f0a98e7d3342516f708192a3b4c5d6e7f8091a2b3c4d5e6f7081920a1b';

let test: TestPlatform;
let platform: Platform;

beforeEach(async () => {
  test = await openTestPlatform();
  // The test's own clock stands still; this is about real ones.
  platform = { ...test.platform, clock: systemClock, env: { ...test.env, LIULIANG_SECRET: STRONG } };
});

afterEach(() => test.close());

describe('the boot check', () => {
  it('passes the engine that the tests run on', async () => {
    expect((await bootCheck(platform)).filter(({ ok }) => !ok)).toEqual([]);
    await expect(refuseUnsafe(platform)).resolves.toBeUndefined();
  });

  it('reads what our own sessions run under', async () => {
    const readings = await readDatabase(platform.db, systemClock);
    if (readings.engine === 'sqlite') {
      expect(readings).toMatchObject({ journalMode: 'wal', synchronous: 2 });
      return;
    }
    expect(readings).toMatchObject({ engine: 'mariadb', isolation: 'READ-COMMITTED', looseKeys: [] });
    expect(Math.abs(readings.clockAheadMs)).toBeLessThan(2_000);
    expect(readings.sqlMode).toContain('STRICT_ALL_TABLES');
  });

  it('refuses a worker on a schema that is behind', async () => {
    await platform.db.source.query('DELETE FROM schema_migration');
    await expect(refuseUnsafe(platform)).rejects.toThrow(UnsafeSettings);
    await expect(refuseUnsafe(platform)).rejects.toThrow('db.migrated');
  });

  if (testEngine === 'mariadb') {
    it('finds a key column whose collation takes two keys for one', async () => {
      await platform.db.source.query(
        'ALTER TABLE brand MODIFY code varchar(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL',
      );
      await expect(refuseUnsafe(platform)).rejects.toThrow('brand.code (utf8mb4_general_ci)');
    });

    it('finds a clock that runs ahead of the database’s', async () => {
      const hasty = { nowMs: () => Date.now() + 60_000 };
      await expect(refuseUnsafe({ ...platform, clock: hasty })).rejects.toThrow('db.clock');
    });

    it('says when Redis gives no answer', async () => {
      const silent = createServer(() => undefined);
      await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
      const { port } = silent.address() as AddressInfo;
      await new Promise((resolve) => silent.close(resolve));
      expect(await readRedis(`redis://127.0.0.1:${port}`)).toBeNull();
      expect(await readRedis(test.env.REDIS_URL as string)).toMatchObject({ maxmemoryPolicy: 'noeviction' });
    });
  }
});
