import type { DatabaseReadings, FileReadings, ServerReadings } from './db/readings';
import { readDatabase } from './db/readings';
import { DEMO_WECHAT_APPID, DEMO_WECHAT_SECRET, type Env } from './env';
import type { Platform } from './platform';
import { readRedis, type RedisReadings } from './redis';
import { secretFit, type SecretFit } from './secret/state';
import type { Secrets } from './secrets';

/** One thing that must be so before the server may start: what is, what must be, and what to do about it. */
export interface Check {
  readonly id: string;
  readonly ok: boolean;
  readonly found: string;
  readonly need: string;
  readonly fix: string;
  /** The server starts all the same, and says in its readiness what it misses. */
  readonly isBearable?: boolean;
}

/** Everything that the boot check judges, read once. */
export interface Readings {
  readonly env: Pick<
    Env,
    'DATABASE_URL' | 'REDIS_URL' | 'LIULIANG_SECRET' | 'DEMO' | 'WECHAT_APPID' | 'WECHAT_SECRET'
  >;
  readonly database: DatabaseReadings;
  /** How the secret and the database go together. */
  readonly secret: SecretFit | 'missing';
  /** Null when it cannot be reached; not looked at in embedded mode. */
  readonly redis: RedisReadings | null;
}

/** Beyond this two processes would disagree about what is due, and tokens about what has expired (acceptance F30). */
export const CLOCK_MS_MAX = 2_000;
/** Of 32 random bytes about 30 are different; fewer than this is something that somebody typed. */
const DIFFERENT_BYTES_MIN = 16;

/** A check with its remedy, which is only worth saying when it is needed. */
export const check = (id: string, ok: boolean, found: string, need: string, fix: string): Check => ({
  id,
  ok,
  found,
  need,
  fix: ok ? '' : fix,
});

/** Judges readings. Pure, so that every unsafe setting is tested without making any server unsafe. */
export function judge(readings: Readings): Check[] {
  const { env, database } = readings;
  return [
    ...judgeSecrets(env),
    judgeFit(readings.secret),
    ...(database.engine === 'sqlite'
      ? judgeFile(database)
      : [...judgeServer(database), ...judgeRedis(readings.redis)]),
    check(
      'db.migrated',
      database.isMigrated,
      database.isMigrated ? 'up to date' : 'behind this build',
      'up to date',
      'start the api (or run `cli init`) of this build first: it brings the schema up to date',
    ),
    judgeTriggers(database),
  ];
}

/** Before the schema is there, its migration makes them. */
const judgeTriggers = ({ isMigrated, wrongTriggers }: DatabaseReadings): Check =>
  check(
    'db.append-only',
    !isMigrated || wrongTriggers.length === 0,
    wrongTriggers.length === 0 || !isMigrated
      ? 'kept by triggers'
      : `missing or changed: ${wrongTriggers.join(', ')}`,
    'triggers that keep the ledger, the audit log and consents from being changed',
    'run `cli db triggers make`, then `cli audit` (docs/runbooks/restore-from-backup.md)',
  );

const FITS: Readonly<Record<Readings['secret'], string>> = {
  fits: 'the one that the database was made with',
  unmarked: 'nothing in the database says otherwise',
  other: 'another one than the database was made with',
  rotating: 'a rotation is not finished',
  missing: 'the database is there, its secret is not',
};

const judgeFit = (fit: Readings['secret']): Check =>
  check(
    'secret.fits',
    fit === 'fits' || fit === 'unmarked',
    FITS[fit],
    'the one that the database was made with',
    fit === 'rotating'
      ? 'run `cli secret rotate` again with the two secrets that it began with'
      : 'set LIULIANG_SECRET to the secret that belongs to this database (docs/runbooks/rotate-the-secret.md)',
  );

/** Of random bytes nearly all are different. */
export const isRandom = (hex: string): boolean =>
  new Set(Buffer.from(hex, 'hex')).size >= DIFFERENT_BYTES_MIN;

function judgeSecrets(env: Readings['env']): Check[] {
  const isServer = env.DATABASE_URL !== undefined;
  const isStrong = env.LIULIANG_SECRET === undefined ? !isServer : isRandom(env.LIULIANG_SECRET);
  const isRealApp = env.WECHAT_APPID !== DEMO_WECHAT_APPID;
  return [
    check(
      'secret.master',
      isStrong,
      env.LIULIANG_SECRET
        ? isStrong
          ? 'set'
          : 'not random'
        : isServer
          ? 'missing'
          : 'made by us, in the data folder',
      '32 random bytes',
      'set LIULIANG_SECRET to the output of `openssl rand -hex 32`, the same for every process, and keep it safe',
    ),
    check(
      'secret.wechat',
      !isRealApp || env.WECHAT_SECRET !== DEMO_WECHAT_SECRET,
      isRealApp ? (env.WECHAT_SECRET === DEMO_WECHAT_SECRET ? 'missing' : 'set') : 'no app of its own',
      'set together with WECHAT_APPID',
      'set WECHAT_SECRET to the secret of the mini-program named by WECHAT_APPID',
    ),
    check(
      'demo.apart',
      !env.DEMO || !isRealApp,
      env.DEMO ? (isRealApp ? 'demo with a real mini-program' : 'demo with the demo app') : 'no demo',
      'the demo’s published sign-ins never beside real members',
      'unset DEMO, or unset WECHAT_APPID',
    ),
  ];
}

const judgeFile = (file: FileReadings): Check[] => [
  check(
    'sqlite.journal',
    file.journalMode === 'wal',
    file.journalMode,
    'wal',
    'put LIULIANG_DATA on a local disk: write-ahead logging needs one',
  ),
  check(
    'sqlite.synchronous',
    file.synchronous >= 2,
    `${file.synchronous}`,
    '2 (FULL)',
    'do not change PRAGMA synchronous',
  ),
];

function judgeServer(server: ServerReadings): Check[] {
  return [
    check(
      'db.version',
      isSupported(server),
      `${server.engine} ${server.version}`,
      'MariaDB 10.6 or MySQL 8.0, or newer',
      'upgrade the database server',
    ),
    check(
      'db.triggers',
      server.isMigrated || server.mayMakeTriggers,
      server.mayMakeTriggers ? 'may be made' : 'forbidden',
      'may be made until the schema is',
      'SET GLOBAL log_bin_trust_function_creators = 1, and in the configuration: the migration makes triggers',
    ),
    ...judgeDurability(server),
    ...judgeSessions(server),
  ];
}

/** What an answered commit survives. */
const judgeDurability = (server: ServerReadings): Check[] => [
  check(
    'db.flush',
    server.flushLogAtCommit === 1,
    `${server.flushLogAtCommit}`,
    '1',
    'SET GLOBAL innodb_flush_log_at_trx_commit = 1, and in the configuration: other values forget answered commits',
  ),
  check(
    'db.binlog.sync',
    !server.hasBinlog || server.syncBinlog === 1,
    server.hasBinlog ? `${server.syncBinlog}` : 'no binary log',
    '1 where a binary log is written',
    'SET GLOBAL sync_binlog = 1, and in the configuration',
  ),
  check(
    'db.binlog.format',
    !server.hasBinlog || server.binlogFormat !== 'STATEMENT',
    server.hasBinlog ? server.binlogFormat : 'no binary log',
    'ROW or MIXED where a binary log is written',
    'set binlog_format = ROW: statements cannot be replayed under READ COMMITTED',
  ),
];

/** What our statements run under. */
function judgeSessions(server: ServerReadings): Check[] {
  const isStrict = /STRICT_(TRANS|ALL)_TABLES/.test(server.sqlMode);
  const clock = Math.abs(server.clockAheadMs);
  return [
    check(
      'db.isolation',
      server.isolation === 'READ-COMMITTED',
      server.isolation,
      'READ-COMMITTED',
      'let our sessions set their isolation level (is a proxy in between resetting them?)',
    ),
    check(
      'db.sql-mode',
      isStrict,
      isStrict ? 'strict' : server.sqlMode || 'none',
      'strict',
      'let our sessions set sql_mode (is a proxy in between resetting it?)',
    ),
    check(
      'db.keys',
      server.looseKeys.length === 0,
      server.looseKeys.length === 0 ? 'byte by byte' : server.looseKeys.slice(0, 3).join(', '),
      'keys compared byte by byte',
      'ALTER TABLE … CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_bin: other collations take two keys for one',
    ),
    check(
      'db.clock',
      clock <= CLOCK_MS_MAX,
      `${server.clockAheadMs} ms`,
      `within ${CLOCK_MS_MAX} ms of ours`,
      'run a time service (chrony) on both machines',
    ),
  ];
}

/** SKIP LOCKED and descending reads came with these; older ones fail at the first claim. */
function isSupported({ engine, version }: ServerReadings): boolean {
  const [major = 0, minor = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  return engine === 'mysql' ? major >= 8 : major > 10 || (major === 10 && minor >= 6);
}

function judgeRedis(redis: RedisReadings | null): Check[] {
  if (!redis) {
    const fix =
      'start Redis, and check REDIS_URL and the way to it: until then jobs wait for their next sweep';
    return [{ ...check('redis.reached', false, 'no answer', 'an answer', fix), isBearable: true }];
  }
  return [
    check('redis.reached', true, `Redis ${redis.version}`, 'an answer', ''),
    check(
      'redis.policy',
      redis.maxmemoryPolicy === 'noeviction',
      redis.maxmemoryPolicy,
      'noeviction',
      'CONFIG SET maxmemory-policy noeviction, and in the configuration: eviction removes parts of queued jobs',
    ),
    check(
      'redis.aof',
      redis.isAppendOnly,
      redis.isAppendOnly ? 'on' : 'off',
      'append-only file on',
      'CONFIG SET appendonly yes, and in the configuration',
    ),
  ];
}

/** Reads the settings that this process would run on, and judges them. */
export async function bootCheck({
  env,
  db,
  clock,
  schema,
  secrets,
}: Pick<Platform, 'env' | 'db' | 'clock' | 'schema'> & { readonly secrets: Secrets | null }): Promise<
  Check[]
> {
  const [database, secret, redis] = await Promise.all([
    readDatabase(db, clock),
    secrets ? secretFit(db, secrets, schema.secret.rows) : ('missing' as const),
    env.DATABASE_URL && env.REDIS_URL ? readRedis(env.REDIS_URL) : null,
  ]);
  return judge({ env, database, secret, redis });
}

/** The server refuses to start on settings that lose data later; chaos tests cannot see those (acceptance V8, F14). */
export class UnsafeSettings extends Error {
  constructor(readonly checks: readonly Check[]) {
    const lines = checks.map(({ id, found, need, fix }) => `  ${id}: ${found}, must be ${need}. ${fix}.`);
    super(`The server does not start on unsafe settings:\n${lines.join('\n')}`);
  }
}

/**
 * Called before a process serves or works. What is bearable is told in the log.
 * @throws UnsafeSettings naming every setting that is unsafe, and what to do
 */
export async function refuseUnsafe(platform: Platform): Promise<void> {
  const wrong = (await bootCheck(platform)).filter(({ ok }) => !ok);
  const unsafe = wrong.filter(({ isBearable }) => !isBearable);
  if (unsafe.length > 0) throw new UnsafeSettings(unsafe);
  for (const { id, found, fix } of wrong) platform.log.warn({ check: id, found, fix }, 'starts all the same');
}
