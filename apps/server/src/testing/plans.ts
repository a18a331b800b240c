import Libsql from 'libsql';
import { schema } from '../areas';
import { snake } from '../platform/db/columns';
import type { Database } from '../platform/db/database';

interface Connection {
  prepare(sql: string): { all(...values: unknown[]): unknown };
}

/** A step that finds its rows by the brand alone, or by nothing: `SEARCH t USING INDEX ix (brand_id=? AND day>?)`. */
const WALK = /^(?:SCAN (\w+)|SEARCH (\w+) USING (?:COVERING )?INDEX \w+ \(brand_id=\?(?: AND \w+[<>]\?)*\))/;
/** What names one thing or person, not a state or a kind of many. */
const NAME = /(^|_)(id|key|hash|code|of)$/;

/** By table: columns that an index begins with, or that stand in it right behind the brand, and that find few rows. */
const names = new Map(
  schema.tables.map(({ name, definition, keys }) => {
    const primary = Object.keys(definition).filter((column) => definition[column]?.primary);
    const lists = [primary, ...(keys.unique ?? []), ...(keys.index ?? [])];
    const first = lists.map((list) => snake(list.find((column) => column !== 'brandId') ?? ''));
    return [name, [...new Set(first)].filter((column) => NAME.test(column))] as const;
  }),
);

/**
 * The steps of a plan of SQLite that walk a brand although the statement names what an index finds: what is asked of one
 * person would take as long as everybody has rows. Statements that name no brand are nobody's but a test's.
 * @param plan lines of EXPLAIN QUERY PLAN
 */
export function walksOf(sql: string, plan: readonly string[]): string[] {
  if (!/(?<!\w)brand_id = \?/.test(sql)) return [];
  return plan.filter((line) => {
    const [, scanned, searched] = WALK.exec(line) ?? [];
    const alias = scanned ?? searched;
    if (alias === undefined) return false;
    const table = new RegExp(`(?:FROM|JOIN|UPDATE) (\\w+) (?:AS )?${alias}\\b`).exec(sql)?.[1] ?? alias;
    return (names.get(table) ?? []).some((column) => isAsked(sql, alias, table, column));
  });
}

/** Whether a statement gives the column of a table a value, or one of a few. */
function isAsked(sql: string, alias: string, table: string, column: string): boolean {
  // A column without a table before it is of the only one there is. A plus before it means that no index is to find it.
  const before = `(?<![.\\w+])${alias === table ? `(?:${alias}\\.)?` : `${alias}\\.`}`;
  return new RegExp(`${before}${column} (?:= \\?|IN \\(\\?)`).test(sql);
}

/** Makes every statement that a suite prepares on SQLite fail where its plan walks a brand for one of its rows. */
export function refuseWalks(db: Database): void {
  const { engine, source } = db;
  if (engine !== 'sqlite') return;
  const { databaseConnection: connection } = source.driver as unknown as { databaseConnection: Connection };
  const prepare = connection.prepare.bind(connection);
  // A connection of its own: a question in the middle of a transaction would keep it from its end.
  const beside = new Libsql(source.options.database as string);
  connection.prepare = (sql) => {
    if (/^(SELECT|UPDATE|DELETE|WITH)/.test(sql)) {
      const walks = walksOf(sql, planOf(beside, sql));
      if (walks.length > 0) throw new Error(`${walks.join('; ')}, though an index finds it: ${sql}`);
    }
    return prepare(sql);
  };
  db.closeWith(async () => void beside.close());
}

/** None for what the other connection does not know: tables that a suite makes in the middle of a transaction. */
function planOf(connection: Connection, sql: string): string[] {
  try {
    const plan = connection.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { readonly detail: string }[];
    return plan.map(({ detail }) => detail);
  } catch {
    return [];
  }
}
