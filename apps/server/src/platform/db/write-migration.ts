import { writeFileSync } from 'node:fs';
import { DataSource } from 'typeorm';
import type { Database } from './database';

/** The statements that take this database's schema to what the tables say; empty when they agree. */
export async function pendingStatements(source: DataSource): Promise<string[]> {
  const log = await source.driver.createSchemaBuilder().log();
  return log.upQueries.map((query) => query.query);
}

/**
 * Writes the difference between the migrated schema and the tables, for one engine, as a module of SQL strings.
 * Developers run it once per engine (`cli db diff FILE`) and review what it wrote.
 */
export async function writeMigration(database: Database, file: string, exportName: string): Promise<number> {
  const statements = await pendingStatements(database.source);
  const lines = statements.map((statement) => `  ${JSON.stringify(statement)},`).join('\n');
  writeFileSync(file, `export const ${exportName}: readonly string[] = [\n${lines}\n];\n`);
  return statements.length;
}
