import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appendOnlyTriggers, orKeep } from './migrations/append-only';

/** A step of the schema as a class that TypeORM runs once and remembers by its name. */
export type Migration = new () => MigrationInterface;

/** What a step does on each engine. `cli db diff FILE` writes the statements; a person reviews them. */
export interface MigrationSteps {
  readonly sqlite: readonly string[];
  readonly mysql: readonly string[];
  /** Tables of this step whose rows are only ever inserted (INV-6). */
  readonly appendOnly?: readonly string[];
  /** Columns that tables of before get, in words that every engine has. */
  readonly columns?: readonly {
    readonly table: string;
    readonly column: string;
    readonly definition: string;
  }[];
  /** What fills those columns, in words that every engine has; said again, it must do no harm. */
  readonly afterwards?: readonly string[];
}

/**
 * Declares a step of an area's schema; the area's manifest lists it. Forward only: one that has been released is never
 * edited, and it is safe while the release before still runs.
 * @param name one word and the milliseconds at which it was written, e.g. `Toys1764300000000`; steps run in this order
 */
export function migration(
  name: string,
  { sqlite, mysql, appendOnly = [], columns = [], afterwards = [] }: MigrationSteps,
): Migration {
  return class implements MigrationInterface {
    readonly name = name;

    async up(runner: QueryRunner): Promise<void> {
      const isSqlite = runner.connection.options.type === 'better-sqlite3';
      // On the server engines every CREATE commits by itself, so a step that was killed is run again from its start.
      const statements = isSqlite ? sqlite : mysql.map(orKeep);
      for (const statement of [...statements, ...appendOnlyTriggers(appendOnly, isSqlite)])
        await runner.query(statement);
      for (const { table, column, definition } of columns)
        if (!(await runner.hasColumn(table, column)))
          await runner.query(`ALTER TABLE ${table} ADD COLUMN ${column} ${definition}`);
      for (const statement of afterwards) await runner.query(statement);
    }

    async down(): Promise<void> {
      throw new Error('Migrations go forward only');
    }
  };
}
