export type Engine = 'sqlite' | 'mariadb' | 'mysql';

/**
 * What differs between the engines, and nothing else. Every statement outside this file is written so that SQLite,
 * MariaDB and MySQL run it alike: `?` parameters, no date arithmetic, no engine functions.
 */
export interface Dialect {
  readonly engine: Engine;
  /**
   * How an INSERT that leaves rows with a taken key alone begins and ends; `insertRows` with `ignore` puts them on.
   * SQLite has a tail that forgives taken keys only; the verb of the others forgives more, see transaction.ts.
   */
  readonly insertIgnoreVerb: string;
  readonly insertIgnoreTail: string;
  /** Suffix that locks the rows read until commit; SQLite has one writer and needs none. */
  readonly forUpdate: string;
  /** Suffix that keeps the rows read from changing until commit; many transactions may hold it together. */
  readonly forShare: string;
  /** As `forUpdate`, passing over rows that another transaction holds. */
  readonly forUpdateSkipLocked: string;
  /** Tail of an INSERT that overwrites the named columns when the key exists. */
  upsert(key: readonly string[], columns: readonly string[]): string;
  /** Tail of an INSERT that combines, `change` mapping column → expression over old(column) and fresh(column). */
  upsertWith(key: readonly string[], change: Record<string, string>): string;
  /** The value that the INSERT brought, inside `upsertWith`. */
  fresh(column: string): string;
  /** After a table's name: the index to walk, `primary` or one by name, where the engine's own choice costs a multiple. */
  walk(table: string, index: string): string;
  /** JOIN in the order written, from few rows to their likes, where the engine would rather read a whole table first. */
  readonly thenJoin: string;
  /** The larger / smaller of two expressions. */
  greatest(a: string, b: string): string;
  least(a: string, b: string): string;
}

const sqlite: Dialect = {
  engine: 'sqlite',
  insertIgnoreVerb: 'INSERT',
  insertIgnoreTail: ' ON CONFLICT DO NOTHING',
  forUpdate: '',
  forShare: '',
  forUpdateSkipLocked: '',
  upsert: (key, columns) =>
    ` ON CONFLICT(${key.join(',')}) DO UPDATE SET ${columns.map((c) => `${c}=excluded.${c}`).join(',')}`,
  upsertWith: (key, change) =>
    ` ON CONFLICT(${key.join(',')}) DO UPDATE SET ${Object.entries(change)
      .map(([c, e]) => `${c}=${e}`)
      .join(',')}`,
  fresh: (column) => `excluded.${column}`,
  thenJoin: 'CROSS JOIN',
  walk: (table, index) => ` INDEXED BY ${index === 'primary' ? `sqlite_autoindex_${table}_1` : index}`,
  greatest: (a, b) => `MAX(${a},${b})`,
  least: (a, b) => `MIN(${a},${b})`,
};

const mysqlFamily = (engine: 'mariadb' | 'mysql'): Dialect => ({
  engine,
  insertIgnoreVerb: 'INSERT IGNORE',
  insertIgnoreTail: '',
  forUpdate: ' FOR UPDATE',
  // MySQL 8 also says FOR SHARE; MariaDB knows this older form alone.
  forShare: ' LOCK IN SHARE MODE',
  forUpdateSkipLocked: ' FOR UPDATE SKIP LOCKED',
  // VALUES() is deprecated in MySQL 8.0.20 in favour of a row alias that MariaDB does not have; both still run it.
  upsert: (_key, columns) => ` ON DUPLICATE KEY UPDATE ${columns.map((c) => `${c}=VALUES(${c})`).join(',')}`,
  upsertWith: (_key, change) =>
    ` ON DUPLICATE KEY UPDATE ${Object.entries(change)
      .map(([c, e]) => `${c}=${e}`)
      .join(',')}`,
  fresh: (column) => `VALUES(${column})`,
  thenJoin: 'STRAIGHT_JOIN',
  walk: (_table, index) => ` FORCE INDEX (${index === 'primary' ? 'PRIMARY' : index})`,
  greatest: (a, b) => `GREATEST(${a},${b})`,
  least: (a, b) => `LEAST(${a},${b})`,
});

export const dialectFor = (engine: Engine): Dialect => (engine === 'sqlite' ? sqlite : mysqlFamily(engine));
