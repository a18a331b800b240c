/** Triggers that refuse every change of tables whose rows are only ever inserted (INV-6). */
export function appendOnlyTriggers(tables: readonly string[], isSqlite: boolean): string[] {
  return tables.flatMap((table) =>
    ['UPDATE', 'DELETE'].map((verb) => {
      const head = `CREATE TRIGGER IF NOT EXISTS ${table}_no_${verb.toLowerCase()} BEFORE ${verb} ON ${table}`;
      const message = `${table} rows are never changed`;
      return isSqlite
        ? `${head} BEGIN SELECT RAISE(ABORT, '${message}'); END`
        : `${head} FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '${message}'`;
    }),
  );
}

/** On the server engines every CREATE commits by itself, so a migration that was killed is run again from its start. */
export const orKeep = (statement: string): string =>
  statement
    .replace(/^CREATE TABLE /, 'CREATE TABLE IF NOT EXISTS ')
    .replace(/^CREATE INDEX /, 'CREATE INDEX IF NOT EXISTS ');
