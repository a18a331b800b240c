import type { MigrationInterface, QueryRunner } from 'typeorm';
import { mysql } from './mysql';
import { sqlite } from './sqlite';

/** Tables whose rows are only ever inserted (INV-6): corrections are new rows. */
const appendOnly = ['ledger_transaction', 'ledger_entry', 'audit_log', 'consent'];

function triggers(isSqlite: boolean): string[] {
  return appendOnly.flatMap((table) =>
    ['UPDATE', 'DELETE'].map((verb) => {
      const head = `CREATE TRIGGER ${table}_no_${verb.toLowerCase()} BEFORE ${verb} ON ${table}`;
      const message = `${table} rows are never changed`;
      return isSqlite
        ? `${head} BEGIN SELECT RAISE(ABORT, '${message}'); END`
        : `${head} FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '${message}'`;
    }),
  );
}

/** Everything that the first path needs, from brands to touches. */
export class FirstPath1763800000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const isSqlite = runner.connection.options.type === 'better-sqlite3';
    for (const statement of [...(isSqlite ? sqlite : mysql), ...triggers(isSqlite)])
      await runner.query(statement);
  }

  /** Forward only: an older release runs on this schema, or the data is restored from a backup. */
  async down(): Promise<void> {
    throw new Error('Migrations go forward only');
  }
}
