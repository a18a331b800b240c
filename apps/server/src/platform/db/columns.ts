import type { EntitySchemaColumnOptions } from 'typeorm';
import type { Engine } from './dialect';
import type { Value } from './statements';

/** A column by meaning: `T` is what a row holds in it. One definition serves every engine. */
export interface Column<T = unknown> {
  readonly type: 'bigint' | 'int' | 'varchar' | 'bytes' | 'long';
  readonly length?: number;
  readonly default?: 0 | '';
  readonly primary?: true;
  readonly nullable?: true;
  /** Filled by what happens later, so that a new row need not name it. */
  readonly later?: true;
  /** How many different values it may have, where its declaration says so. */
  readonly words?: number;
  /** How the engine keeps a value that it has no type for. */
  encode?(value: T): Value;
  decode?(stored: Value): T;
}

export type ValueOf<X> = X extends Column<infer T> ? T : never;

const instant: Column<number> = { type: 'bigint', default: 0 };
const small: Column<number> = { type: 'int', default: 0 };

export const c = {
  /** An application-made row id; the primary key. */
  id: (): Column<number> => ({ type: 'bigint', primary: true }),
  /** A reference to another row's id; 0 means none, so that unique keys and comparisons never meet NULL. */
  ref: (): Column<number> => instant,
  /** An instant in UTC milliseconds; 0 means not yet. */
  instant: (): Column<number> => instant,
  /** A day: days since 1970-01-01 in the brand's zone. */
  day: (): Column<number> => ({ type: 'int' }),
  /** A whole number up to 2^53: points, fen, counters. */
  whole: (): Column<number> => instant,
  /** A small whole number: versions, levels. */
  small: (): Column<number> => small,
  /** Yes or no, kept as 1 and 0. */
  flag: (): Column<boolean> => ({
    ...small,
    words: 2,
    encode: (value) => (value ? 1 : 0),
    decode: (stored) => stored === 1,
  }),
  /** Words of ours: codes and names, at most `length` characters. */
  text: (length: number): Column<string> => ({ type: 'varchar', length, default: '' }),
  /** One of these words; the list is the contract's or the domain's own, where it has one. */
  oneOf: <const W extends string>(words: readonly W[], length = 16): Column<W> => ({
    type: 'varchar',
    length,
    default: '',
    words: words.length,
  }),
  /** Long text that is never searched. */
  long: (): Column<string> => ({ type: 'long' }),
  /** A document, kept as JSON and read through its shape. */
  json: <T>(shape: { parse(value: unknown): T }): Column<T> => ({
    type: 'long',
    encode: (value) => JSON.stringify(value),
    decode: (stored) => shape.parse(JSON.parse(stored as string)),
  }),
  /** Bytes compared as bytes: foreign keys of other systems, idempotency keys, hashes, ciphertext. */
  bytes: (length: number): Column<Buffer> => ({ type: 'bytes', length }),
};

/** A part of the primary key; it has no default, since nothing may be filed under one. */
export function primary<T>({ default: _, ...column }: Column<T>): Column<T> & { readonly primary: true } {
  return { ...column, primary: true };
}

/** Filled by what happens later: a new row begins with the column's default, 0 or ''. */
export const later = <T>(column: Column<T>): Column<T> & { readonly later: true } => ({
  ...column,
  later: true,
});

export const nullable = <T>(column: Column<T>): Column<T | null> =>
  ({ ...column, nullable: true }) as Column<T | null>;

/** The name under which a column is stored. */
export const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Names of columns that are words of an engine's own language. */
const RESERVED: ReadonlySet<string> = new Set(['lines']);

/** Spellings so far. Names stand in our code, so there are only so many. */
const spelt = new Map<string, string>();

/** The name as statements spell it; every engine takes these quotes. */
export function inSql(name: string): string {
  const known = spelt.get(name);
  if (known !== undefined) return known;
  const stored = snake(name);
  const text = RESERVED.has(stored) ? `\`${stored}\`` : stored;
  spelt.set(name, text);
  return text;
}

/** The column as TypeORM builds it on an engine. */
export function storedAs(column: Column, engine: Engine): EntitySchemaColumnOptions {
  const { type, length, default: unset, primary: isPrimary, nullable: isNullable } = column;
  const options = {
    ...(unset === undefined ? {} : { default: unset }),
    ...(isPrimary ? { primary: true } : {}),
    ...(isNullable ? { nullable: true } : {}),
  };
  const isSqlite = engine === 'sqlite';
  if (type === 'long') return { type: isSqlite ? 'text' : 'mediumtext', ...options };
  if (type !== 'bytes') return { type, ...(length === undefined ? {} : { length }), ...options };
  if (isSqlite) return { type: 'blob', ...options };
  // TypeORM compares lengths with the database's as text, whatever its types say.
  return { type: 'varbinary', length: String(length) as unknown as number, ...options };
}
