import { setTimeout as pause } from 'node:timers/promises';
import Libsql from 'libsql';
import { createConnection, type RowDataPacket } from 'mysql2/promise';

const CUT_EVERY_MS = 100;

/** Ends every session of the database again and again. @returns how many were ended */
export async function cutSessions(databaseUrl: string, forMs: number): Promise<number> {
  const connection = await createConnection({ uri: databaseUrl });
  let cut = 0;
  try {
    for (const endsAt = performance.now() + forMs; performance.now() < endsAt;) {
      const [rows] = await connection.query<RowDataPacket[]>(
        "SELECT id FROM information_schema.processlist WHERE id <> CONNECTION_ID() AND user = SUBSTRING_INDEX(USER(), '@', 1)",
      );
      for (const { id } of rows as { id: number }[]) {
        const isCut = await connection.query('KILL ?', [id]).then(
          () => true,
          () => false, // It ended by itself.
        );
        if (isCut) cut += 1;
      }
      await pause(CUT_EVERY_MS);
    }
  } finally {
    connection.destroy();
  }
  return cut;
}

/** Holds the one write lock of the embedded file, as a backup or somebody's shell does. @returns whether it was had */
export async function holdFile(file: string, forMs: number): Promise<boolean> {
  const database = new Libsql(file, { timeout: 5_000 });
  try {
    database.exec('BEGIN IMMEDIATE');
    await pause(forMs);
    database.exec('ROLLBACK');
    return true;
  } catch {
    return false;
  } finally {
    database.close();
  }
}
