import { AsyncLocalStorage } from 'node:async_hooks';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DataSource, type DataSourceOptions, type QueryRunner } from 'typeorm';
import type { Env } from '../env';
import { columnsFor, type Engine } from './columns';
import { dialectFor, type Dialect } from './dialect';
import { migrations } from './migrations';
import { isRetryable } from './retryable';
import type { Reader, Tx, Value } from './statements';
import { toEntitySchema, type Tables } from './tables';

export const ATTEMPTS_MAX = 3;
const POOL_SIZE = 16;

/** Which transaction this asynchronous call chain is inside of; only a tripwire, never the way to find one. */
const open = new AsyncLocalStorage<string>();

function sourceOptions(env: Env, tables: readonly Tables[]): DataSourceOptions {
  const engine: Engine = env.DATABASE_URL ? 'mariadb' : 'sqlite';
  const entities = tables.flatMap((area) =>
    Object.entries(area(columnsFor(engine))).map(([name, table]) => toEntitySchema(name, table)),
  );
  const common = {
    entities,
    migrations,
    migrationsTableName: 'schema_migration',
    synchronize: false,
    logging: false,
  };
  if (!env.DATABASE_URL) {
    mkdirSync(env.LIULIANG_DATA, { recursive: true });
    return {
      ...common,
      type: 'better-sqlite3',
      database: join(env.LIULIANG_DATA, 'liuliang.sqlite'),
      // libsql speaks the same interface and ships prebuilt; see ADR 1.
      driver: require('libsql'),
      enableWAL: true,
      statementCacheSize: 200,
    } as DataSourceOptions;
  }
  return {
    ...common,
    type: 'mariadb',
    url: env.DATABASE_URL,
    connectorPackage: 'mysql2',
    charset: 'utf8mb4',
    timezone: 'Z',
    supportBigNumbers: true,
    bigNumberStrings: false,
    multipleStatements: false,
    extra: { connectionLimit: POOL_SIZE, flags: ['+FOUND_ROWS'] },
  } as DataSourceOptions;
}

class Statements implements Tx {
  constructor(
    private readonly runner: QueryRunner,
    readonly dialect: Dialect,
  ) {}

  async query<T>(sql: string, parameters: readonly Value[] = []): Promise<T[]> {
    return (await this.runner.query(sql, [...parameters])) as T[];
  }

  async exec(sql: string, parameters: readonly Value[] = []): Promise<number> {
    const result = await this.runner.query(sql, [...parameters], true);
    return result.affected ?? 0;
  }
}

/**
 * The one door to the database, on either engine. Services open transactions with `run`; everything below takes `tx`.
 * Invariants: DB-1 a transaction is never opened inside another; DB-2 a lock conflict re-runs the whole work, at most
 * three times, in a new transaction; DB-3 on SQLite (one connection) nobody sees a half-done transaction.
 */
export class Database {
  readonly dialect: Dialect;
  /** SQLite only: everything that touches the one connection waits for what came before. */
  private tail: Promise<unknown> = Promise.resolve();
  onRetry: (name: string) => void = () => undefined;

  private constructor(
    readonly source: DataSource,
    readonly engine: Engine,
  ) {
    this.dialect = dialectFor(engine);
  }

  static async open(env: Env, tables: readonly Tables[]): Promise<Database> {
    const source = new DataSource(sourceOptions(env, tables));
    await source.initialize();
    const database = new Database(source, env.DATABASE_URL ? 'mariadb' : 'sqlite');
    if (database.engine === 'sqlite') {
      // FULL: an acknowledged commit survives a power cut, as flush=1 does on the server engines.
      await source.query('PRAGMA synchronous = FULL');
      await source.query('PRAGMA busy_timeout = 5000');
      await source.query('PRAGMA temp_store = MEMORY');
      await source.query('PRAGMA cache_size = -65536');
    } else {
      const pool = (
        source.driver as unknown as {
          pool: { on(e: 'connection', f: (c: { query(sql: string): void }) => void): void };
        }
      ).pool;
      pool.on('connection', (connection) => {
        connection.query("SET SESSION transaction_isolation='READ-COMMITTED', innodb_lock_wait_timeout=10");
      });
    }
    return database;
  }

  /** Brings the schema up to date; harmless when it is. */
  async migrate(): Promise<void> {
    await this.source.runMigrations({ transaction: 'each' });
  }

  /**
   * Runs `work` in one transaction and commits it. `work` may run up to three times, so it does nothing but SQL.
   * A refusal is returned as a value; when anything was written before it, throw instead so that nothing is kept.
   */
  async run<T>(name: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    const outer = open.getStore();
    if (outer)
      throw new Error(`${name} opened inside ${outer}: pass tx instead of opening a second transaction`);
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.inTurn(() => this.attempt(name, work));
      } catch (error) {
        if (!isRetryable(error) || attempt === ATTEMPTS_MAX) throw error;
        this.onRetry(name);
        // A short uneven pause, so that two transactions that met do not meet again at once.
        await new Promise((resolve) => setTimeout(resolve, attempt * 5 + (process.hrtime()[1] % 10)));
      }
    }
  }

  /** Reads outside a transaction: each statement sees what is committed when it runs. */
  async read<T>(work: (reader: Reader) => Promise<T>): Promise<T> {
    const outer = open.getStore();
    if (outer) throw new Error(`A read was opened inside ${outer}: read through its tx`);
    return this.inTurn(async () => {
      const runner = this.source.createQueryRunner();
      try {
        return await open.run('a read', () => work(new Statements(runner, this.dialect)));
      } finally {
        await runner.release();
      }
    });
  }

  async close(): Promise<void> {
    await this.inTurn(() => this.source.destroy());
  }

  private async attempt<T>(name: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    const runner = this.source.createQueryRunner();
    try {
      await runner.startTransaction();
      const value = await open.run(name, () => work(new Statements(runner, this.dialect)));
      await runner.commitTransaction();
      return value;
    } catch (error) {
      // A dead connection must not hide the first error.
      if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
      throw error;
    } finally {
      await runner.release();
    }
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.engine !== 'sqlite') return work();
    const turn = this.tail.then(work);
    this.tail = turn.catch(() => undefined);
    return turn;
  }
}
