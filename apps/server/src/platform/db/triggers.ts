import type { Database } from './database';
import { appendOnlyTriggers } from './migrations/append-only';
import type { Reader } from './statements';

/** Tables whose rows are only ever inserted (INV-6), by whatever step made them. */
export const APPEND_ONLY = [
  'audit_log',
  'consent',
  'ledger_entry',
  'ledger_root',
  'ledger_transaction',
  'points_lot_move',
  'sale_order_version',
  'settlement_line',
  'tier_change',
] as const;

interface Trigger {
  readonly name: string;
  /** From its timing on: `BEFORE UPDATE ON consent …`. */
  readonly does: string;
  readonly statement: string;
}

const doesOf = (statement: string): string => statement.slice(statement.indexOf('BEFORE '));

function wanted(isSqlite: boolean): Trigger[] {
  return appendOnlyTriggers(APPEND_ONLY, isSqlite).map((statement) => ({
    name: /NOT EXISTS (\w+)/.exec(statement)?.[1] ?? '',
    does: doesOf(statement),
    statement,
  }));
}

async function present(reader: Reader): Promise<Map<string, string>> {
  const rows = await reader.query<{ name: string; does: string }>(
    reader.dialect.engine === 'sqlite'
      ? "SELECT name, sql AS does FROM sqlite_master WHERE type = 'trigger'"
      : `SELECT TRIGGER_NAME AS name, CONCAT(ACTION_TIMING, ' ', EVENT_MANIPULATION, ' ON ', EVENT_OBJECT_TABLE,
           ' FOR EACH ROW ', ACTION_STATEMENT) AS does
         FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE()`,
  );
  return new Map(rows.map(({ name, does }) => [name, doesOf(does)]));
}

/** Names of the triggers that keep rows from being changed and are missing, or do something else than they should. */
export async function wrongTriggers(reader: Reader): Promise<string[]> {
  const there = await present(reader);
  return wanted(reader.dialect.engine === 'sqlite')
    .filter(({ name, does }) => there.get(name) !== does)
    .map(({ name }) => name);
}

/** Makes those triggers anew that are wrong: a dump that was taken or loaded without them has none. @returns their names */
export async function makeTriggers(db: Database): Promise<string[]> {
  const wrong = new Set(await db.read(wrongTriggers));
  for (const { name, statement } of wanted(db.engine === 'sqlite')) {
    if (!wrong.has(name)) continue;
    // By the source itself: on the server engines every statement about the schema commits.
    await db.source.query(`DROP TRIGGER IF EXISTS ${name}`);
    await db.source.query(statement);
  }
  return [...wrong];
}
