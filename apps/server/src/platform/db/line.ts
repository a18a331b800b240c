import type { Pool, PoolConnection } from 'mysql2';
import { QueryFailedError, type DataSource } from 'typeorm';
import type { Engine } from './dialect';

/** What a statement that wrote answers: rows changed, and mysql2's own words about it. */
export interface Written {
  readonly affected: number;
  readonly raw: unknown;
}

/**
 * One connection for the length of a transaction or of a read. It speaks to the drivers themselves: what the mapper puts
 * around each statement (listeners, timers, a second promise with a captured stack) cost more than most statements.
 */
export interface Line {
  query(sql: string, parameters?: readonly unknown[]): Promise<unknown>;
  exec(sql: string, parameters?: readonly unknown[]): Promise<Written>;
  /** Gives the connection back; `broken` closes it instead. */
  release(broken?: boolean): void;
}

/** An error of a driver with the statement that it is about, which tells whether it may be run again. */
export const failed = (sql: string, parameters: readonly unknown[], error: unknown): QueryFailedError =>
  new QueryFailedError(sql, [...parameters], error as Error);

/** Opens lines on a source that is connected. */
export function linesOf(source: DataSource, engine: Engine): () => Line {
  // The mapper's types keep its drivers to themselves; a suite on each engine speaks through what is read here.
  if (engine === 'sqlite') {
    const { databaseConnection } = source.driver as unknown as { databaseConnection: SqliteConnection };
    const line = new SqliteLine(databaseConnection);
    return () => line;
  }
  const { pool } = source.driver as unknown as { pool: Pool };
  return () => new ServerLine(pool);
}

/** Takes its connection from the pool with the first statement. */
class ServerLine implements Line {
  private connection: Promise<PoolConnection> | null = null;
  private opened: PoolConnection | null = null;

  constructor(private readonly pool: Pool) {}

  async query(sql: string, parameters: readonly unknown[] = []): Promise<unknown> {
    const connection = this.opened ?? (await this.open());
    return new Promise((resolve, reject) => {
      connection.query(sql, parameters as unknown[], (error, answer) => {
        if (error) reject(failed(sql, parameters, error));
        else resolve(answer);
      });
    });
  }

  async exec(sql: string, parameters?: readonly unknown[]): Promise<Written> {
    const raw = (await this.query(sql, parameters)) as { readonly affectedRows?: number };
    return { affected: raw.affectedRows ?? 0, raw };
  }

  release(broken = false): void {
    if (broken) this.opened?.destroy();
    else this.opened?.release();
    this.opened = null;
  }

  private open(): Promise<PoolConnection> {
    return (this.connection ??= new Promise((resolve, reject) => {
      this.pool.getConnection((error, connection) => {
        if (error) return reject(error);
        this.opened = connection;
        resolve(connection);
      });
    }));
  }
}

interface SqliteStatement {
  /** Asked of the engine at every look. */
  readonly reader: boolean;
  /** Rows as lists of values from now on: the engine would make the name of every column anew for every row. */
  raw(): unknown;
  columns(): readonly { readonly name: string }[];
  all(parameters: readonly unknown[]): unknown[];
  run(parameters: readonly unknown[]): { readonly changes: number };
}
interface Prepared {
  readonly statement: SqliteStatement;
  /** Makes a row of its values; null for a statement that only writes. */
  readonly rowOf: ((values: unknown) => unknown) | null;
}
interface SqliteConnection {
  prepare(sql: string): SqliteStatement;
}

/**
 * What makes rows of lists of values. A function of its own for each statement, because an object that is put together
 * name by name costs as much as what the lists save.
 */
export function rowMaker(names: readonly string[]): (values: unknown) => unknown {
  const cells = names.map((name, i) => `${JSON.stringify(name)}: own(values[${i}])`);
  // Of names of columns alone, which stand in our statements, each as a literal of JSON.
  const make = new Function('own', 'values', `return { ${cells.join(', ')} };`);
  return make.bind(null, ownValue) as (values: unknown) => unknown;
}

/** libsql answers blobs as ArrayBuffer, and from another thread as plain bytes; everything above works with Buffer. */
function ownValue(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return ArrayBuffer.isView(value)
    ? Buffer.from(value.buffer, value.byteOffset, value.byteLength)
    : Buffer.from(value as ArrayBuffer);
}

/** Statements that stay prepared; the product has fewer, but lists of any length make more. */
const PREPARED_MAX = 500;

/** The file's only connection. Whoever uses it waits for their turn before. */
class SqliteLine implements Line {
  private readonly prepared = new Map<string, Prepared>();

  constructor(private readonly connection: SqliteConnection) {}

  async query(sql: string, parameters: readonly unknown[] = []): Promise<unknown> {
    try {
      const { statement, rowOf } = this.prepare(sql);
      // In one list: libsql takes a lone Buffer for a bag of named parameters and aborts the process.
      if (!rowOf) return statement.run(parameters);
      const rows = statement.all(parameters);
      for (let i = 0; i < rows.length; i += 1) rows[i] = rowOf(rows[i]);
      return rows;
    } catch (error) {
      throw failed(sql, parameters, error);
    }
  }

  async exec(sql: string, parameters: readonly unknown[] = []): Promise<Written> {
    const raw = (await this.query(sql, parameters)) as { readonly changes?: number };
    return { affected: raw.changes ?? 0, raw };
  }

  release(): void {
    // There is nothing to give back.
  }

  private prepare(sql: string): Prepared {
    const known = this.prepared.get(sql);
    if (known) return known;
    const statement = this.connection.prepare(sql);
    const isReader = statement.reader;
    if (isReader) statement.raw();
    const fresh = {
      statement,
      rowOf: isReader ? rowMaker(statement.columns().map(({ name }) => name)) : null,
    };
    if (this.prepared.size >= PREPARED_MAX) this.prepared.delete(this.prepared.keys().next().value ?? '');
    this.prepared.set(sql, fresh);
    return fresh;
  }
}
