import type { DataSource } from 'typeorm';
import type { Column } from './columns';
import { indexName, type AnyTable } from './tables';

/** What SQLite's planner believes of an index: rows of the table, then rows that share a value of its first columns. */
export interface IndexStatistic {
  readonly table: string;
  readonly index: string;
  /** `1048576 65536 10`, and words for the planner behind it. */
  readonly stat: string;
}

/** Rows that SQLite assumes of any table without statistics. It stays, so that only the choice between indexes changes. */
const ROWS = 2 ** 20;
/** SQLite's own guess for a value of any column; right for a customer, an order, a key, an instant. */
const FEW = 10;
/** Rows that share a value, where many do. */
const MANY: Readonly<Record<string, number>> = {
  // An installation has few brands, and often one.
  brandId: ROWS / 16,
  // Whoever asks by state asks for what is to be done, not for what is long over.
  state: ROWS / 64,
};
/** Different values of free words, of days, and of small numbers (levels, scopes). */
const VALUES = { varchar: 50, day: 500, small: 8 };

/**
 * What the planner of SQLite shall believe of the indexes. Measured by nobody: it follows from the declarations alone, so
 * that every file has the same plans, whatever is in it and whenever it was filled. Without it SQLite takes any column
 * for as selective as any other, and walks a brand where a customer was asked for.
 */
export function statisticsOf(tables: readonly AnyTable[]): IndexStatistic[] {
  return tables.flatMap(({ name, definition, keys }) => {
    const line = (index: string, columns: readonly string[], isUnique: boolean): IndexStatistic => {
      const shared = rowsShared(columns, definition);
      if (isUnique) shared[shared.length - 1] = 1;
      // No walking of an index once for each value of its first column: plans are those that were declared.
      return { table: name, index, stat: [ROWS, ...shared, 'noskipscan'].join(' ') };
    };
    const primary = Object.keys(definition).filter((column) => definition[column]?.primary);
    // A key of one integer is the table's own order and has no index.
    const isRowId = primary.length === 1 && definition[primary[0] as string]?.type === 'int';
    return [
      ...(primary.length > 0 && !isRowId ? [line(`sqlite_autoindex_${name}_1`, primary, true)] : []),
      ...(keys.unique ?? []).map((list) => line(indexName(name, list, true), list, true)),
      ...(keys.index ?? []).map((list) => line(indexName(name, list, false), list, false)),
    ];
  });
}

/** Rows that share one value of the first column, of the first two, and so on. */
function rowsShared(columns: readonly string[], definition: AnyTable['definition']): number[] {
  let rows = ROWS;
  return columns.map((name) => {
    const share = shareOf(name, definition[name]);
    // A customer belongs to one brand: naming both finds no fewer rows than naming the customer.
    if (share > FEW) rows = Math.max(1, Math.round((rows * share) / ROWS));
    else rows = rows > share ? share : 1;
    return rows;
  });
}

function shareOf(name: string, column: Column | undefined): number {
  const many = MANY[name];
  if (many !== undefined) return many;
  if (column?.words !== undefined) return ROWS / Math.max(column.words, 1);
  if (column?.type === 'varchar') return ROWS / VALUES.varchar;
  // Keys of writers are small numbers too, and never come alone.
  if (column?.type !== 'int' || name === 'writer') return FEW;
  return ROWS / (column.default === undefined ? VALUES.day : VALUES.small);
}

/**
 * Puts the statistics into the file and makes this connection believe them; others read them when they open it. Whatever
 * an ANALYZE by hand has measured meanwhile gives way.
 */
export async function keepStatistics(source: DataSource, tables: readonly AnyTable[]): Promise<void> {
  const wanted = statisticsOf(tables);
  // SQLite makes the table by itself alone; any table that there is will do.
  const [known] = (await source.query(KNOWN)) as unknown[];
  if (!known) await source.query('ANALYZE schema_migration');
  const found = (await source.query(READ)) as readonly IndexStatistic[];
  if (spelt(found) === spelt(wanted)) return;
  await source.query('BEGIN IMMEDIATE');
  try {
    await source.query('DELETE FROM sqlite_stat1');
    for (const { table, index, stat } of wanted) await source.query(WRITE, [table, index, stat]);
    await source.query('COMMIT');
  } catch (error) {
    await source.query('ROLLBACK');
    throw error;
  }
  await source.query('ANALYZE sqlite_schema');
}

const KNOWN = "SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_stat1'";
const READ = 'SELECT tbl AS "table", idx AS "index", stat FROM sqlite_stat1';
const WRITE = 'INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)';

/** Statistics as a text that is equal for equal ones, in whatever order. */
const spelt = (list: readonly IndexStatistic[]): string =>
  list
    .map(({ table, index, stat }) => `${table} ${index} ${stat}`)
    .sort()
    .join('\n');
