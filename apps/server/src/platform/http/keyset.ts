import type { And } from '../db/conditions';
import type { Value } from '../db/statements';
import type { PageAsk, Place } from './lists';

/** The part of a statement that reads one page, by stored columns; `limit` is one beyond the page, for `pageOf`. */
export interface Keyset {
  /** Absent for the first page. */
  readonly and?: And;
  readonly order: string;
  readonly limit: number;
}

/**
 * Reads a page by its place: `payouts.select(reader, brandId, where, keyset(page, { atMs: 'requested_at_ms', id: 'id' }))`.
 * Rows come by descending columns, ascending when the page asks for the oldest first.
 * @param columns the stored column of each part of the place, in the order of the list; the last one tells rows apart
 */
export function keyset<P extends Place>(
  { after, limit, isOldestFirst = false }: PageAsk<P>,
  columns: Readonly<Record<keyof P & string, string>>,
): Keyset {
  const [direction, beyond] = isOldestFirst ? ['ASC', '>'] : ['DESC', '<'];
  const parts = Object.entries<string>(columns);
  const order = parts.map(([, column]) => `${column} ${direction}`).join(', ');
  if (!after) return { order, limit: limit + 1 };
  const values = parts.map(([name]) => after[name] as number);
  return {
    and: behind(
      parts.map(([, column]) => column),
      values,
      beyond,
    ),
    order,
    limit: limit + 1,
  };
}

/** The same as the end of a statement by hand that has a WHERE already. */
export function keysetSql<P extends Place>(
  page: PageAsk<P>,
  columns: Readonly<Record<keyof P & string, string>>,
): { readonly sql: string; readonly values: readonly Value[] } {
  const { and, order, limit } = keyset(page, columns);
  const [condition, ...values] = and ?? [];
  return {
    sql: `${condition ? ` AND ${condition}` : ''} ORDER BY ${order} LIMIT ?`,
    values: [...values, limit],
  };
}

/** `a <= ? AND (a < ? OR (b < ?))`: both engines walk an index from the first part on. */
function behind(columns: readonly string[], values: readonly Value[], beyond: string): And {
  const [column = '', ...others] = columns;
  const [value = 0, ...rest] = values;
  if (others.length === 0) return [`${column} ${beyond} ?`, value];
  const [inner, ...innerValues] = behind(others, rest, beyond);
  return [`${column} ${beyond}= ? AND (${column} ${beyond} ? OR (${inner}))`, value, value, ...innerValues];
}
