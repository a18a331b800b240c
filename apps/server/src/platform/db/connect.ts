import { mkdirSync } from 'node:fs';
import type { Socket } from 'node:net';
import Libsql from 'libsql';
import { createPool, type Pool, type PoolConnection, type PoolOptions } from 'mysql2';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { databaseFileOf, type Env } from '../env';
import type { Engine } from './dialect';
import type { SecretParts } from '../secret/secret-rows';
import type { Migration } from './migration';
import { migrations } from './migrations';
import { toEntitySchema, type AnyTable } from './tables';

const POOL_SIZE = 16;
/** Callers that may wait for a connection; beyond it the server is overloaded and says so at once. */
const WAITING_MAX = 10_000;
/** No statement of ours takes this long; one that does has lost its server (a network that swallows packets). */
const SILENCE_MS_MAX = 600_000;
const LOCK_WAIT_SECONDS = 10;

/**
 * MariaDB makes a temporary table of a list of more than a thousand values and then often reads the whole other table
 * beside it. Walked as ranges of an index, such a list costs a half to a third. Other engines read this as a comment.
 */
const LISTS_AS_RANGES = ' /*M!100303 , in_predicate_conversion_threshold = 0 */';

/**
 * What every session of ours is, whatever the server's defaults are: READ COMMITTED, strict, UTC. The same list on
 * MariaDB 10.6+, MySQL 8 and TiDB; `transaction_isolation` as a variable is unknown to MariaDB before 11.1.
 */
const sessionSettings = [
  'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED',
  `SET SESSION sql_mode = 'STRICT_TRANS_TABLES,STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION', innodb_lock_wait_timeout = ${LOCK_WAIT_SECONDS}, time_zone = '+00:00'${LISTS_AS_RANGES}`,
];

/** Sets a new connection up. One that cannot be set up is closed: its statements would run under other rules. */
function prepareConnection(connection: PoolConnection): void {
  // The driver's types leave out the socket, and nothing else ends a connection that has gone silent.
  const { stream } = connection as unknown as { stream: Socket };
  stream.setTimeout(SILENCE_MS_MAX, () => stream.destroy(silent()));
  for (const statement of sessionSettings) {
    connection.query(statement, (error) => {
      if (error) connection.destroy();
    });
  }
}

const silent = (): Error =>
  Object.assign(new Error('The database has been silent for too long'), { code: 'PROTOCOL_CONNECTION_LOST' });

/** The driver as TypeORM wants it, except that every connection is set up, from the first one on. */
const preparedDriver = {
  createPool(options: PoolOptions): Pool {
    const pool = createPool(options);
    pool.on('connection', prepareConnection);
    return pool;
  },
};

/** SQLite's own waiting stops the whole process, so the unit of work does the waiting (see Database.begin). */
export const SQLITE_BUSY_MS = 20;

const sqliteSettings = [
  // FULL: an acknowledged commit survives a power cut, as flush=1 does on the server engines.
  'PRAGMA synchronous = FULL',
  `PRAGMA busy_timeout = ${SQLITE_BUSY_MS}`,
  // What is deleted is overwritten: a copy of the file must not tell what was erased.
  'PRAGMA secure_delete = ON',
  'PRAGMA temp_store = MEMORY',
  'PRAGMA cache_size = -65536',
];

/** What the database is to hold: tables by area, and the steps by which areas of their own built theirs. */
export interface Schema {
  readonly tables: readonly AnyTable[];
  readonly migrations: readonly Migration[];
  readonly secret: SecretParts;
}

function sourceOptions(env: Env, schema: Schema): DataSourceOptions {
  const engine: Engine = env.DATABASE_URL ? 'mariadb' : 'sqlite';
  const common = {
    entities: schema.tables.map((table) => toEntitySchema(table, engine)),
    migrations: [...migrations, ...schema.migrations],
    migrationsTableName: 'schema_migration',
    synchronize: false,
    logging: false,
  };
  if (!env.DATABASE_URL) {
    mkdirSync(env.LIULIANG_DATA, { recursive: true });
    return {
      ...common,
      type: 'better-sqlite3',
      database: databaseFileOf(env),
      // libsql speaks the same interface and ships prebuilt; see ADR 1.
      driver: Libsql,
      enableWAL: true,
      statementCacheSize: 200,
    } as DataSourceOptions;
  }
  return {
    ...common,
    type: 'mariadb',
    url: env.DATABASE_URL,
    driver: preparedDriver,
    charset: 'utf8mb4',
    timezone: 'Z',
    supportBigNumbers: true,
    bigNumberStrings: false,
    multipleStatements: false,
    extra: {
      connectionLimit: POOL_SIZE,
      queueLimit: WAITING_MAX,
      keepAliveInitialDelay: 10_000,
      flags: ['+FOUND_ROWS'],
    },
  } as DataSourceOptions;
}

/** Connects and finds out which engine answers. */
export async function connect(env: Env, schema: Schema): Promise<{ source: DataSource; engine: Engine }> {
  const source = new DataSource(sourceOptions(env, schema));
  await source.initialize();
  if (!env.DATABASE_URL) {
    for (const setting of sqliteSettings) await source.query(setting);
    return { source, engine: 'sqlite' };
  }
  const [row] = (await source.query('SELECT VERSION() AS version')) as { version: string }[];
  return { source, engine: row?.version.includes('MariaDB') ? 'mariadb' : 'mysql' };
}
