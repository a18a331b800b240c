import type { EntitySchemaColumnOptions } from 'typeorm';

export type Engine = 'sqlite' | 'mariadb' | 'mysql';

export type Column = EntitySchemaColumnOptions;

/** Column types by meaning. Tables are written with these, so that one table definition serves every engine. */
export interface Columns {
  /** An application-made row id; the primary key. */
  id(): Column;
  /** A reference to another row's id; 0 means none, so that unique keys and comparisons never meet NULL. */
  ref(): Column;
  /** An instant in UTC milliseconds; 0 means not yet. */
  instant(): Column;
  /** A day: days since 1970-01-01 in the brand's zone. */
  day(): Column;
  /** A whole number up to 2^53: points, fen, counters. */
  whole(): Column;
  /** A small whole number: states, versions, flags. */
  small(): Column;
  /** Words of ours: codes and names, at most `length` characters. */
  text(length: number): Column;
  /** Long text or JSON that is never searched. */
  long(): Column;
  /** Bytes compared as bytes: foreign keys of other systems, idempotency keys, hashes, ciphertext. */
  bytes(length: number): Column;
}

export function columnsFor(engine: Engine): Columns {
  const bytes = (length: number): Column =>
    engine === 'sqlite'
      ? { type: 'blob' }
      : { type: 'varbinary', length: String(length) as unknown as number };
  return {
    id: () => ({ type: 'bigint', primary: true }),
    ref: () => ({ type: 'bigint', default: 0 }),
    instant: () => ({ type: 'bigint', default: 0 }),
    day: () => ({ type: 'int' }),
    whole: () => ({ type: 'bigint', default: 0 }),
    small: () => ({ type: 'int', default: 0 }),
    text: (length) => ({ type: 'varchar', length, default: '' }),
    long: () => ({ type: engine === 'sqlite' ? 'text' : 'mediumtext' }),
    bytes,
  };
}
