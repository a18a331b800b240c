import type { Database } from '../platform/db/database';

/** Every row of every table, as somebody reads it who has a copy of the database and no secret of ours. */
export async function dumpOf(db: Database): Promise<string> {
  const lines: string[] = [];
  for (const { tableName } of db.source.entityMetadatas) {
    const rows = await db.read((reader) =>
      reader.query<Record<string, unknown>>(`SELECT * FROM ${tableName}`),
    );
    for (const row of rows)
      lines.push(
        Object.values(row)
          .map((value) => (Buffer.isBuffer(value) ? value.toString('latin1') : `${value}`))
          .join(' '),
      );
  }
  return lines.join('\n');
}
