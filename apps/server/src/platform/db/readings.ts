import type { Clock } from '../clock';
import type { Database } from './database';
import { wrongTriggers } from './triggers';

/** How the embedded file is kept. */
export interface FileReadings {
  readonly engine: 'sqlite';
  readonly version: string;
  readonly journalMode: string;
  /** 0 off, 1 normal, 2 full, 3 extra. */
  readonly synchronous: number;
  readonly isMigrated: boolean;
  /** Triggers of append-only tables that are missing, or do something else than they should. */
  readonly wrongTriggers: readonly string[];
}

/** How a server engine is set, as our own sessions see it. */
export interface ServerReadings {
  readonly engine: 'mariadb' | 'mysql';
  readonly version: string;
  readonly flushLogAtCommit: number;
  readonly hasBinlog: boolean;
  readonly syncBinlog: number;
  readonly binlogFormat: string;
  readonly isolation: string;
  readonly sqlMode: string;
  /** Where a binary log is written, triggers need the server's trust or a user above it. */
  readonly mayMakeTriggers: boolean;
  /** Key columns whose collation takes different bytes for equal, as `table.column (collation)`. */
  readonly looseKeys: readonly string[];
  /** The database's clock minus ours. */
  readonly clockAheadMs: number;
  readonly isMigrated: boolean;
  readonly wrongTriggers: readonly string[];
}

export type DatabaseReadings = FileReadings | ServerReadings;

/** Reads what the boot check judges; changes nothing. */
export async function readDatabase(db: Database, clock: Clock): Promise<DatabaseReadings> {
  const isMigrated = !(await db.hasPendingMigrations());
  return db.engine === 'sqlite' ? readFile(db, isMigrated) : readServer(db, db.engine, clock, isMigrated);
}

async function readFile(db: Database, isMigrated: boolean): Promise<FileReadings> {
  return db.read(async (reader) => {
    const [journal] = await reader.query<{ journal_mode: string }>('PRAGMA journal_mode');
    const [sync] = await reader.query<{ synchronous: number }>('PRAGMA synchronous');
    const [version] = await reader.query<{ v: string }>('SELECT sqlite_version() AS v');
    return {
      engine: 'sqlite',
      version: version?.v ?? '',
      journalMode: journal?.journal_mode ?? '',
      synchronous: sync?.synchronous ?? 0,
      isMigrated,
      wrongTriggers: await wrongTriggers(reader),
    };
  });
}

interface VariablesRow {
  version: string;
  flush: number;
  binlog: number;
  sync: number;
  format: string;
  trust: number;
  mode: string;
}

async function readServer(
  db: Database,
  engine: 'mariadb' | 'mysql',
  clock: Clock,
  isMigrated: boolean,
): Promise<ServerReadings> {
  return db.read(async (reader) => {
    const [variables] = await reader.query<VariablesRow>(
      `SELECT VERSION() AS version, @@GLOBAL.innodb_flush_log_at_trx_commit AS flush, @@GLOBAL.log_bin AS binlog,
       @@GLOBAL.sync_binlog AS sync, @@GLOBAL.binlog_format AS format,
       @@GLOBAL.log_bin_trust_function_creators AS trust, @@SESSION.sql_mode AS mode`,
    );
    // The variable has two names over the engines and versions; SHOW finds the one there is.
    const isolation = await reader.query<{ Value: string }>(
      "SHOW SESSION VARIABLES WHERE Variable_name IN ('tx_isolation', 'transaction_isolation')",
    );
    const looseKeys = await reader.query<{ name: string }>(
      `SELECT CONCAT(c.TABLE_NAME, '.', c.COLUMN_NAME, ' (', c.COLLATION_NAME, ')') AS name
       FROM information_schema.COLUMNS c JOIN information_schema.STATISTICS s
         ON s.TABLE_SCHEMA = c.TABLE_SCHEMA AND s.TABLE_NAME = c.TABLE_NAME AND s.COLUMN_NAME = c.COLUMN_NAME
       WHERE c.TABLE_SCHEMA = DATABASE() AND c.COLLATION_NAME NOT LIKE '%\\_bin' GROUP BY name ORDER BY name`,
    );
    const grants = await reader.query<Record<string, string>>('SHOW GRANTS');
    const isAdmin = grants.some((row) =>
      /(ALL PRIVILEGES|SUPER).* ON \*\.\*/.test(Object.values(row).join()),
    );
    return {
      engine,
      version: variables?.version ?? '',
      flushLogAtCommit: variables?.flush ?? -1,
      hasBinlog: variables?.binlog === 1,
      syncBinlog: variables?.sync ?? -1,
      binlogFormat: variables?.format ?? '',
      isolation: isolation[0]?.Value ?? '',
      sqlMode: variables?.mode ?? '',
      mayMakeTriggers: variables?.binlog !== 1 || variables.trust === 1 || isAdmin,
      looseKeys: looseKeys.map(({ name }) => name),
      clockAheadMs: await clockAhead(() => reader.query<{ ms: number }>(NOW_MS), clock),
      isMigrated,
      wrongTriggers: await wrongTriggers(reader),
    };
  });
}

const NOW_MS = 'SELECT CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED) AS ms';

/** Taken against the middle of the question, so that a slow network is not a wrong clock. */
async function clockAhead(ask: () => Promise<{ ms: number }[]>, clock: Clock): Promise<number> {
  const beforeMs = clock.nowMs();
  const [row] = await ask();
  return (row?.ms ?? 0) - Math.round((beforeMs + clock.nowMs()) / 2);
}
