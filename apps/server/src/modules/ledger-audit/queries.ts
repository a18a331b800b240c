import { Injectable } from '@nestjs/common';
import { overdrawingKinds } from '@liuliang/domain';
import type { Reader, Tx } from '../../platform/db/statements';
import { FAULTS_MAX, inBrand } from './in-brand';

/** Where a writer's chain ends by its own account, and by its transactions. */
export interface ChainHead {
  writer: number;
  sequence: number;
  hash: Buffer;
  last: number;
  length: number;
}

/** Tables whose rows are never changed, each with a column that finds a row. */
export const appendOnlyTables = {
  ledger_transaction: 'id',
  ledger_entry: 'transaction_id',
  points_lot_move: 'lot_id',
  ledger_root: 'day',
  audit_log: 'id',
} as const;
export type AppendOnlyTable = keyof typeof appendOnlyTables;

/**
 * What the audit reads. Every statement tells the truth about one instant by itself, and those that look at a range
 * take so many rows at a time that neither memory nor a lock of SQLite's one connection grows with the ledger.
 */
@Injectable()
export class LedgerAuditQueries {
  async heads(reader: Reader): Promise<ChainHead[]> {
    return reader.query<ChainHead>(
      'SELECT w.writer, w.sequence, w.hash, COALESCE(MAX(t.writer_sequence), 0) AS last, COUNT(t.id) AS length' +
        ' FROM ledger_writer w LEFT JOIN ledger_transaction t ON t.writer = w.writer' +
        ' GROUP BY w.writer, w.sequence, w.hash ORDER BY w.writer',
    );
  }

  async writersWithoutHead(reader: Reader): Promise<number[]> {
    const rows = await reader.query<{ writer: number }>(
      'SELECT DISTINCT t.writer FROM ledger_transaction t LEFT JOIN ledger_writer w ON w.writer = t.writer' +
        ' WHERE w.writer IS NULL ORDER BY t.writer',
    );
    return rows.map(({ writer }) => writer);
  }

  /** Entries that belong to no transaction or no account. */
  async strayEntries(reader: Reader): Promise<{ transactionId: number; line: number }[]> {
    return reader.query(
      'SELECT e.transaction_id AS transactionId, e.line FROM ledger_entry e' +
        ' LEFT JOIN ledger_transaction t ON t.id = e.transaction_id LEFT JOIN ledger_account a ON a.id = e.account_id' +
        ` WHERE t.id IS NULL OR a.id IS NULL LIMIT ${FAULTS_MAX}`,
    );
  }

  /** The last id of the next `size` accounts, and how many they are; null at the end. */
  async accountRange(
    reader: Reader,
    brandId: number | null,
    after: number,
    size: number,
  ): Promise<{ until: number; count: number } | null> {
    const [range] = await reader.query<{ until_id: number | null; accounts: number }>(
      'SELECT MAX(id) AS until_id, COUNT(*) AS accounts FROM' +
        ` (SELECT id FROM ledger_account WHERE id > ?${inBrand(brandId, 'brand_id')} ORDER BY id LIMIT ?) part`,
      [after, size],
    );
    return range && range.until_id !== null ? { until: range.until_id, count: range.accounts } : null;
  }

  /** Accounts whose balance is not the sum of their entries, or whose versions are not 1 to n. */
  async wrongBalances(
    reader: Reader,
    brandId: number | null,
    after: number,
    until: number,
  ): Promise<{ id: number }[]> {
    return reader.query(
      'SELECT a.id FROM ledger_account a LEFT JOIN ledger_entry e ON e.account_id = a.id' +
        ` WHERE a.id > ? AND a.id <= ?${inBrand(brandId, 'a.brand_id')} GROUP BY a.id, a.balance, a.version` +
        ' HAVING a.balance <> COALESCE(SUM(e.amount), 0) OR a.version <> COUNT(e.line)' +
        ' OR a.version <> COALESCE(MAX(e.account_version), 0)' +
        ` OR (COUNT(e.line) > 0 AND MIN(e.account_version) <> 1) LIMIT ${FAULTS_MAX}`,
      [after, until],
    );
  }

  /** Entries whose balance does not follow from the entry before. */
  async brokenBalances(
    reader: Reader,
    brandId: number | null,
    after: number,
    until: number,
  ): Promise<{ accountId: number; accountVersion: number }[]> {
    return reader.query(
      'SELECT e.account_id AS accountId, e.account_version AS accountVersion FROM ledger_account a JOIN ledger_entry e ON e.account_id = a.id' +
        ' LEFT JOIN ledger_entry p ON p.account_id = e.account_id AND p.account_version = e.account_version - 1' +
        ` WHERE a.id > ? AND a.id <= ?${inBrand(brandId, 'a.brand_id')}` +
        ` AND e.balance_after <> e.amount + COALESCE(p.balance_after, 0) LIMIT ${FAULTS_MAX}`,
      [after, until],
    );
  }

  /** Entries that took an owner's account below zero and were not allowed to. */
  async overdrafts(
    reader: Reader,
    brandId: number | null,
    after: number,
    until: number,
  ): Promise<{ accountId: number; accountVersion: number }[]> {
    const kinds = overdrawingKinds.map(() => '?').join(',');
    return reader.query(
      'SELECT e.account_id AS accountId, e.account_version AS accountVersion FROM ledger_account a JOIN ledger_entry e ON e.account_id = a.id' +
        ' LEFT JOIN ledger_transaction t ON t.id = e.transaction_id' +
        ` WHERE a.id > ? AND a.id <= ?${inBrand(brandId, 'a.brand_id')}` +
        " AND a.bucket IN ('pending', 'available', 'held') AND e.balance_after < 0 AND e.amount < 0" +
        ` AND (t.id IS NULL OR a.bucket <> 'available' OR t.kind NOT IN (${kinds})) LIMIT ${FAULTS_MAX}`,
      [after, until, ...overdrawingKinds],
    );
  }

  /** Keys that stand for more than one transaction of a brand, compared by bytes. */
  async repeatedKeys(reader: Reader, brandId: number | null): Promise<{ id: number }[]> {
    return reader.query(
      `SELECT MAX(id) AS id FROM ledger_transaction WHERE 1 = 1${inBrand(brandId, 'brand_id')}` +
        ` GROUP BY brand_id, posting_key HAVING COUNT(*) > 1 LIMIT ${FAULTS_MAX}`,
    );
  }

  async reversedTwice(reader: Reader, brandId: number | null): Promise<{ reversesId: number }[]> {
    return reader.query(
      `SELECT reverses_id AS reversesId FROM ledger_transaction WHERE reverses_id <> 0${inBrand(brandId, 'brand_id')}` +
        ` GROUP BY reverses_id HAVING COUNT(*) > 1 LIMIT ${FAULTS_MAX}`,
    );
  }

  /** What all accounts of an asset add up to. */
  async sums(
    reader: Reader,
    brandId: number | null,
  ): Promise<{ brandId: number; asset: string; total: number }[]> {
    return reader.query(
      'SELECT brand_id AS brandId, asset, CAST(SUM(balance) AS SIGNED) AS total FROM ledger_account' +
        ` WHERE 1 = 1${inBrand(brandId, 'brand_id')} GROUP BY brand_id, asset ORDER BY brand_id, asset`,
    );
  }

  /** Names of the triggers that keep rows from being changed. */
  async triggers(reader: Reader): Promise<Set<string>> {
    const rows = await reader.query<{ name: string }>(
      reader.dialect.engine === 'sqlite'
        ? "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        : 'SELECT TRIGGER_NAME AS name FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE()',
    );
    return new Set(rows.map(({ name }) => name));
  }

  async isEmpty(reader: Reader, table: AppendOnlyTable): Promise<boolean> {
    return (await reader.query(`SELECT ${appendOnlyTables[table]} FROM ${table} LIMIT 1`)).length === 0;
  }

  /** Tries to change an existing row, which must fail. The caller undoes the transaction either way. */
  async tryToChange(tx: Tx, table: AppendOnlyTable, verb: 'update' | 'delete'): Promise<void> {
    const column = appendOnlyTables[table];
    const [row] = await tx.query<{ id: number | null }>(`SELECT MIN(${column}) AS id FROM ${table}`);
    if (!row || row.id === null) return;
    const change = verb === 'update' ? `UPDATE ${table} SET ${column} = ${column}` : `DELETE FROM ${table}`;
    await tx.exec(`${change} WHERE ${column} = ?`, [row.id]);
  }
}
