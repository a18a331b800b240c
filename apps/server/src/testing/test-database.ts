import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';

/** The engine that this run of the integration suites is for. */
export const testEngine = process.env['LIULIANG_ENGINE'] === 'mariadb' ? 'mariadb' : 'sqlite';

export interface TestDatabase {
  /** The variables that lead a server to it. */
  readonly env: Record<string, string>;
  drop(): Promise<void>;
}

let databases = 0;

/** An empty database of its own on the engine under test: a folder, or a database on the server of DATABASE_URL. */
export async function emptyDatabase(): Promise<TestDatabase> {
  // Uploads wait in the folder on either engine.
  const folder = mkdtempSync(join(tmpdir(), 'liuliang-test-'));
  const removeFolder = (): void => rmSync(folder, { recursive: true, force: true });
  if (testEngine === 'sqlite') return { env: { LIULIANG_DATA: folder }, drop: async () => removeFolder() };
  const server = new URL(process.env['DATABASE_URL'] ?? 'mysql://root@127.0.0.1:3306/');
  const name = `test_${process.pid}_${Date.now()}_${(databases += 1)}`;
  const admin = await createConnection(new URL('/', server).href);
  await admin.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  return {
    env: {
      LIULIANG_DATA: folder,
      DATABASE_URL: new URL(`/${name}`, server).href,
      REDIS_URL: process.env['REDIS_URL'] ?? 'redis://127.0.0.1:6379',
    },
    drop: async () => {
      await admin.query(`DROP DATABASE ${name}`);
      await admin.end();
      removeFolder();
    },
  };
}
