import { readFileSync } from 'node:fs';
import type { Database } from '../../platform/db/database';

/** Makes an empty database on the same server. @returns what drops it again */
export async function createScratchDatabase(db: Database, name: string): Promise<() => Promise<void>> {
  await db.source.query(`DROP DATABASE IF EXISTS ${name}`);
  await db.source.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  return async () => {
    await db.source.query(`DROP DATABASE ${name}`);
  };
}

/** Makes a database unless it is there already; it stays. */
export async function createKeptDatabase(db: Database, name: string): Promise<void> {
  await db.source.query(`CREATE DATABASE IF NOT EXISTS ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
}

/** The process id of the database server when it runs on this machine; null for SQLite and for servers elsewhere. */
export async function serverProcess(db: Database): Promise<number | null> {
  if (db.engine === 'sqlite') return null;
  const [row] = (await db.source.query('SELECT @@pid_file AS file, @@hostname AS host')) as {
    file: string;
  }[];
  try {
    const pid = Number(readFileSync(row?.file ?? '', 'latin1').trim());
    return Number.isSafeInteger(pid) && pid > 0 ? pid : null;
  } catch {
    return null;
  }
}
