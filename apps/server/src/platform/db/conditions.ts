import { appendTo, greatestOf } from '@liuliang/domain';
import type { Column } from './columns';
import type { Value } from './statements';

/** Values per statement: far below SQLite's limit of 32,766 parameters. */
const LISTED_MAX = 2_000;

/** What a table answers about itself, by the names that rows use. */
export interface Shape {
  readonly columns: Readonly<Record<string, Column>>;
  /** The primary key, the unique keys and the indexes. */
  readonly keys: readonly (readonly string[])[];
  stored(column: string): string;
}

export type Wanted = Readonly<Record<string, unknown>>;

export interface SqlText {
  readonly sql: string;
  readonly values: readonly Value[];
}

/** A condition in SQL, by stored column names, with the values of its question marks. */
export type And = readonly [sql: string, ...values: Value[]];

/** The conditions that were asked for: those with a value. Everywhere else a missing value is refused. */
export function given<W extends object>(where: W): W {
  return Object.fromEntries(Object.entries(where).filter(([, value]) => value !== undefined)) as W;
}

/** Conditions with a long list as several with a part of it each; none when a list is empty. */
export function* inParts(where: Wanted): Generator<Wanted> {
  let longest: [string, readonly unknown[]] | null = null;
  for (const [name, value] of Object.entries(where)) {
    if (!Array.isArray(value)) continue;
    if (value.length === 0) return;
    if (value.length > (longest?.[1].length ?? LISTED_MAX)) longest = [name, value];
  }
  if (!longest) return void (yield where);
  const [name, list] = longest;
  for (let start = 0; start < list.length; start += LISTED_MAX)
    yield { ...where, [name]: list.slice(start, start + LISTED_MAX) };
}

export function conditionOf(shape: Shape, where: Wanted, and?: And): SqlText {
  const parts: string[] = [];
  const values: Value[] = [];
  for (const [name, value] of Object.entries(where)) {
    const list = (Array.isArray(value) ? value : [value]).map((one) => encoded(shape.columns[name], one));
    const marks = Array.isArray(value) ? `IN (${list.map(() => '?').join(',')})` : '= ?';
    const walked = name === 'brandId' && leadsFurther(shape.keys, where) ? '+' : '';
    parts.push(`${walked}${shape.stored(name)} ${marks}`);
    appendTo(values, list);
  }
  // In parentheses: an OR must not lead out of the brand.
  if (and) {
    parts.push(`(${and[0]})`);
    appendTo(values, and.slice(1) as Value[]);
  }
  return { sql: parts.length === 0 ? '1 = 1' : parts.join(' AND '), values };
}

export const encoded = (column: Column | undefined, value: unknown): Value =>
  column?.encode ? column.encode(value) : (value as Value);

/**
 * Whether another key than one that begins with the brand fits as well or better; a plus before the column says that its
 * indexes are not meant, whatever an engine believes of them.
 */
function leadsFurther(keys: Shape['keys'], where: Wanted): boolean {
  const fit = (key: readonly string[]): number => {
    const end = key.findIndex((name) => !(name in where));
    return end < 0 ? key.length : end;
  };
  const best = (isBrands: boolean): number =>
    Math.max(0, greatestOf(keys.filter((key) => (key[0] === 'brandId') === isBrands).map(fit)));
  return best(false) > 0 && best(false) >= best(true) - 1;
}
