import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appendOnlyTriggers, orKeep } from '../append-only';
import { mysql } from './mysql';
import { sqlite } from './sqlite';

/** Tables whose rows are only ever inserted (INV-6): corrections are new rows. */
const appendOnly = ['ledger_transaction', 'ledger_entry', 'audit_log', 'consent'];

/** Names and codes are compared byte by byte on every server, also where the database was made with other defaults. */
const byteOrder = 'ALTER DATABASE CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';

/** Everything that the first path needs, from brands to touches. */
export class FirstPath1763800000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const isSqlite = runner.connection.options.type === 'better-sqlite3';
    const tables = isSqlite ? sqlite : [byteOrder, ...mysql.map(orKeep)];
    for (const statement of [...tables, ...appendOnlyTriggers(appendOnly, isSqlite)])
      await runner.query(statement);
  }

  /** Forward only: an older release runs on this schema, or the data is restored from a backup. */
  async down(): Promise<void> {
    throw new Error('Migrations go forward only');
  }
}
