import { appendTo } from '@liuliang/domain';
import type { Step } from './before-commit';
import type { Dialect } from './dialect';

export type Value = string | number | Buffer | null;
export type Row = Record<string, Value>;

/** Reads, in or out of a transaction. */
export interface Reader {
  readonly dialect: Dialect;
  query<T>(sql: string, parameters?: readonly Value[]): Promise<T[]>;
  /** The instant now, in milliseconds. */
  nowMs(): number;
  /** Whether what is read may decide what is written: then nothing counts but rows read now. */
  readonly mayWrite: boolean;
}

/** A transaction. The required first argument of everything below a service that writes. */
export interface Tx extends Reader {
  /** From 0 on; no other transaction of this process has it while this one lives. */
  readonly lane: number;
  /**
   * @returns the number of rows that the statement changed: for UPDATE the rows that it matched, on every engine.
   * An INSERT with an upsert tail counts rows differently on each engine; do not rely on it.
   */
  exec(sql: string, parameters?: readonly Value[]): Promise<number>;
  /**
   * Runs `work` at the end of the transaction and inside of it: once per key, in the order of the steps, after
   * everything that the caller still does. What it throws undoes the transaction.
   */
  beforeCommit(step: Step, key: string, work: () => Promise<void>): void;
  /** Runs `work` once the transaction is committed, and not at all when it is not. For hints; it must not throw. */
  afterCommit(work: () => void): void;
  /** An id for a new row. */
  nextId(): number;
}

/** Rows per statement: far below SQLite's limit of 32,766 parameters for any table of ours. */
export const ROWS_PER_STATEMENT = 500;

export interface InsertOptions {
  readonly ignore?: boolean;
  /** What happens when a key exists: `dialect.upsert(…)`, or '' to fail. */
  readonly tail?: string;
}

/**
 * Inserts rows by multi-row statements.
 * @returns rows changed; with `ignore`, that is the number of rows that were new
 */
export async function insertRows(
  tx: Tx,
  table: string,
  columns: readonly string[],
  rows: readonly (readonly Value[])[],
  options: InsertOptions = {},
): Promise<number> {
  return insertFlat(tx, table, columns, inOneList(rows, columns.length), options);
}

/**
 * As `insertRows`, of values that stand in one list already. A batch has thousands of rows: an array for each would
 * live until the commit, and the collector would carry it along.
 */
export async function insertFlat(
  tx: Tx,
  table: string,
  columns: readonly string[],
  values: readonly Value[],
  options: InsertOptions = {},
): Promise<number> {
  const verb = options.ignore ? tx.dialect.insertIgnoreVerb : 'INSERT';
  const tail = `${options.ignore ? tx.dialect.insertIgnoreTail : ''}${options.tail ?? ''}`;
  const tuple = `(${columns.map(() => '?').join(',')})`;
  const step = ROWS_PER_STATEMENT * columns.length;
  let changed = 0;
  for (let start = 0; start < values.length; start += step) {
    const chunk = values.slice(start, start + step);
    const tuples = new Array<string>(chunk.length / columns.length).fill(tuple).join(',');
    changed += await tx.exec(`${verb} INTO ${table} (${columns.join(',')}) VALUES ${tuples}${tail}`, chunk);
  }
  return changed;
}

/** As `rows.flat()`, which is slower than the insert itself for rows by the thousand. */
function inOneList(rows: readonly (readonly Value[])[], width: number): Value[] {
  const values = new Array<Value>(rows.length * width);
  let at = 0;
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i] as readonly Value[];
    for (let j = 0; j < width; j += 1) values[at++] = row[j] as Value;
  }
  return values;
}

/** Runs a query once per chunk of `values`; `sql` receives the `?,?,…` list. */
export async function queryIn<T>(
  reader: Reader,
  values: readonly Value[],
  sql: (list: string) => string,
  before: readonly Value[] = [],
  after: readonly Value[] = [],
): Promise<T[]> {
  const found: T[] = [];
  for (let start = 0; start < values.length; start += ROWS_PER_STATEMENT * 4) {
    const chunk = values.slice(start, start + ROWS_PER_STATEMENT * 4);
    const list = chunk.map(() => '?').join(',');
    appendTo(found, await reader.query<T>(sql(list), [...before, ...chunk, ...after]));
  }
  return found;
}
