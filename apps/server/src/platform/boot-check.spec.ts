import { judge, UnsafeSettings, type Readings } from './boot-check';
import type { ServerReadings } from './db/readings';
import { readEnv } from './env';

const SECRET = 'd5b6c1f0a98e7d3342516f708192a3b4c5d6e7f8091a2b3c4d5e6f7081920a1b';

const embedded: Readings = {
  env: readEnv({}),
  database: {
    engine: 'sqlite',
    version: '3',
    journalMode: 'wal',
    synchronous: 2,
    isMigrated: true,
    wrongTriggers: [],
  },
  secret: 'unmarked',
  redis: null,
};

const database: ServerReadings = {
  engine: 'mariadb',
  version: '10.11',
  flushLogAtCommit: 1,
  hasBinlog: true,
  syncBinlog: 1,
  binlogFormat: 'ROW',
  isolation: 'READ-COMMITTED',
  sqlMode: 'STRICT_TRANS_TABLES,STRICT_ALL_TABLES',
  mayMakeTriggers: true,
  looseKeys: [],
  clockAheadMs: 3,
  isMigrated: true,
  wrongTriggers: [],
};

const server: Readings = {
  env: readEnv({ DATABASE_URL: 'mysql://u@h/d', REDIS_URL: 'redis://h', LIULIANG_SECRET: SECRET }),
  database,
  secret: 'fits',
  redis: { version: '7', maxmemoryPolicy: 'noeviction', isAppendOnly: true },
};

const failing = (readings: Readings): string[] =>
  judge(readings)
    .filter(({ ok }) => !ok)
    .map(({ id }) => id);
const withDatabase = (change: Partial<ServerReadings>): Readings => ({
  ...server,
  database: { ...database, ...change },
});
const withEnv = (change: Partial<Readings['env']>): Readings => ({
  ...server,
  env: { ...server.env, ...change },
});

describe('safe settings', () => {
  it('are passed in both modes', () => {
    expect(failing(embedded)).toEqual([]);
    expect(failing(server)).toEqual([]);
    expect(failing(withDatabase({ hasBinlog: false, syncBinlog: 0, binlogFormat: 'STATEMENT' }))).toEqual([]);
    expect(failing(withEnv({ DEMO: true }))).toEqual([]);
  });
});

describe('a schema that is still to be made', () => {
  it('needs a user who may make triggers; later nobody asks', () => {
    expect(failing(withDatabase({ mayMakeTriggers: false, isMigrated: false }))).toEqual([
      'db.triggers',
      'db.migrated',
    ]);
    expect(failing(withDatabase({ mayMakeTriggers: false }))).toEqual([]);
  });
});

describe('each unsafe setting is refused by name', () => {
  it.each<[string, Readings, string]>([
    ['MariaDB 10.5', withDatabase({ version: '10.5.29-MariaDB' }), 'db.version'],
    ['MySQL 5.7', withDatabase({ engine: 'mysql', version: '5.7.44' }), 'db.version'],
    ['a log flushed once a second', withDatabase({ flushLogAtCommit: 2 }), 'db.flush'],
    ['a log never flushed', withDatabase({ flushLogAtCommit: 0 }), 'db.flush'],
    ['a binary log flushed at leisure', withDatabase({ syncBinlog: 0 }), 'db.binlog.sync'],
    ['a binary log of statements', withDatabase({ binlogFormat: 'STATEMENT' }), 'db.binlog.format'],
    ['another isolation level', withDatabase({ isolation: 'REPEATABLE-READ' }), 'db.isolation'],
    ['a lenient sql_mode', withDatabase({ sqlMode: 'NO_ENGINE_SUBSTITUTION' }), 'db.sql-mode'],
    ['no sql_mode', withDatabase({ sqlMode: '' }), 'db.sql-mode'],
    [
      'a key under a loose collation',
      withDatabase({ looseKeys: ['brand.code (utf8mb4_general_ci)'] }),
      'db.keys',
    ],
    ['a database three seconds ahead', withDatabase({ clockAheadMs: 3_000 }), 'db.clock'],
    ['a database three seconds behind', withDatabase({ clockAheadMs: -3_000 }), 'db.clock'],
    ['a schema behind this build', withDatabase({ isMigrated: false }), 'db.migrated'],
    ['a trigger that is gone', withDatabase({ wrongTriggers: ['consent_no_update'] }), 'db.append-only'],
    [
      'a Redis that evicts',
      { ...server, redis: { version: '7', maxmemoryPolicy: 'allkeys-lru', isAppendOnly: true } },
      'redis.policy',
    ],
    [
      'a Redis without a file',
      { ...server, redis: { version: '7', maxmemoryPolicy: 'noeviction', isAppendOnly: false } },
      'redis.aof',
    ],
    ['no Redis', { ...server, redis: null }, 'redis.reached'],
    ['no secret', withEnv({ LIULIANG_SECRET: undefined }), 'secret.master'],
    [
      'a secret that somebody typed',
      withEnv({ LIULIANG_SECRET: '0123456789abcdef'.repeat(4) }),
      'secret.master',
    ],
    ['another secret than the database’s', { ...server, secret: 'other' }, 'secret.fits'],
    ['a database between two secrets', { ...server, secret: 'rotating' }, 'secret.fits'],
    ['a database whose secret is gone', { ...embedded, secret: 'missing' }, 'secret.fits'],
    ['a mini-program without its secret', withEnv({ WECHAT_APPID: 'wx1234567890abcdef' }), 'secret.wechat'],
    [
      'the demo beside real members',
      withEnv({ DEMO: true, WECHAT_APPID: 'wx1', WECHAT_SECRET: 's' }),
      'demo.apart',
    ],
    [
      'an embedded file without write-ahead log',
      { ...embedded, database: { ...embedded.database, journalMode: 'delete' } as never },
      'sqlite.journal',
    ],
    [
      'an embedded file that is not flushed',
      { ...embedded, database: { ...embedded.database, synchronous: 1 } as never },
      'sqlite.synchronous',
    ],
  ])('%s', (_, readings, id) => {
    expect(failing(readings)).toEqual([id]);
    const [fault] = judge(readings).filter(({ ok }) => !ok);
    expect(fault?.found).not.toBe('');
    expect(fault?.fix).not.toBe('');
  });
});

describe('a refusal to start', () => {
  it('is not for a Redis that is away, and for everything else that is wrong', () => {
    const unsafe = judge({ ...withDatabase({ flushLogAtCommit: 2 }), redis: null });
    const borne = unsafe.filter(({ ok, isBearable }) => !ok && isBearable);
    expect(borne.map(({ id }) => id)).toEqual(['redis.reached']);
    const evicts = { version: '7', maxmemoryPolicy: 'allkeys-lru', isAppendOnly: true };
    expect(judge({ ...server, redis: evicts }).some(({ isBearable }) => isBearable)).toBe(false);
  });

  it('names every unsafe setting at once, and no secret', () => {
    const unsafe = judge({ ...withDatabase({ flushLogAtCommit: 2, syncBinlog: 0 }), redis: null }).filter(
      ({ ok }) => !ok,
    );
    const { message } = new UnsafeSettings(unsafe);
    for (const id of ['db.flush', 'db.binlog.sync', 'redis.reached']) expect(message).toContain(id);
    expect(message).not.toContain(SECRET);
  });
});
