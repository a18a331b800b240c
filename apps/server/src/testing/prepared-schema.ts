import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';
import { Database } from '../platform/db/database';
import type { Env } from '../platform/env';
import { schema } from '../areas';

/** Where the schema comes from. Whatever changes here makes another template. */
const SOURCES = resolve(__dirname, '../platform/db');
const AREAS = resolve(__dirname, '../modules');
const TEMPLATES = resolve(__dirname, '../../../../.cache/test-schema');
const FILE = 'liuliang.sqlite';

/**
 * Brings an empty database to the schema that the migrations make, from a template that is made once and kept in
 * `.cache`: a file to copy for SQLite, one batch of statements for the server engines. The first suite of all migrates.
 */
export async function prepareSchema(env: Env): Promise<void> {
  mkdirSync(TEMPLATES, { recursive: true });
  if (env.DATABASE_URL) await prepareServer(env, env.DATABASE_URL);
  else await prepareFile(env);
}

async function prepareFile(env: Env): Promise<void> {
  const template = join(TEMPLATES, `${sourcesKey()}.sqlite`);
  const file = join(env.LIULIANG_DATA, FILE);
  if (!existsSync(template)) await makeTemplate(env, template);
  copyFileSync(template, file);
}

/**
 * In a file that nobody opens again: to copy a file that SQLite has open in this process takes its locks away (closing any
 * descriptor of a file does), and another process then removes the log of a database that is in use.
 */
async function makeTemplate(env: Env, template: string): Promise<void> {
  const folder = mkdtempSync(join(TEMPLATES, 'making-'));
  try {
    await migrate({ ...env, LIULIANG_DATA: folder });
    keep(template, (part) => copyFileSync(join(folder, FILE), part));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function prepareServer(env: Env, url: string): Promise<void> {
  const connection = await createConnection({ uri: url, multipleStatements: true });
  try {
    const [[server]] = await connection.query<RowDataPacket[]>('SELECT VERSION() AS version');
    const template = join(TEMPLATES, `${sourcesKey()}-${server?.['version'] as string}.sql`);
    if (existsSync(template)) return void (await connection.query(readFileSync(template, 'utf8')));
    await migrate(env);
    const statements = await statementsOf(connection);
    keep(template, (part) => writeFileSync(part, statements.join(';\n')));
  } finally {
    await connection.end();
  }
}

async function migrate(env: Env): Promise<void> {
  const database = await Database.open(env, schema);
  try {
    await database.migrate();
    // The file is to be whole by itself: what was written lies in the log beside it until now.
    if (database.engine === 'sqlite') await database.source.query('PRAGMA wal_checkpoint(TRUNCATE)');
  } finally {
    await database.close();
  }
}

/** Complete or absent: two suites that start together may both write it. */
function keep(template: string, write: (part: string) => void): void {
  const part = `${template}.${process.pid}`;
  write(part);
  renameSync(part, template);
}

function sourcesKey(): string {
  const hash = createHash('sha256');
  for (const entry of readdirSync(SOURCES, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name.endsWith('.spec.ts')) continue;
    const file = join(entry.parentPath, entry.name);
    hash.update(`${relative(SOURCES, file)}\0`).update(readFileSync(file));
  }
  for (const area of readdirSync(AREAS).sort()) {
    const steps = join(AREAS, area, 'migrations.ts');
    if (existsSync(steps)) hash.update(`${area}\0`).update(readFileSync(steps));
  }
  return hash.digest('hex').slice(0, 16);
}

/** Everything in the database of this connection, as statements that make it anew in an empty one. */
export async function statementsOf(connection: Connection): Promise<string[]> {
  const rows = async (sql: string): Promise<RowDataPacket[]> =>
    (await connection.query<RowDataPacket[]>(sql))[0];
  const tables = (await rows('SHOW TABLES')).map((row) => String(Object.values(row)[0]));
  const made: string[] = [];
  const filled: string[] = [];
  for (const table of tables) {
    made.push(String((await rows(`SHOW CREATE TABLE ${table}`))[0]?.['Create Table']));
    const content = await rows(`SELECT * FROM ${table}`);
    if (content.length > 0)
      filled.push(
        connection.format('INSERT INTO ?? VALUES ?', [table, content.map((row) => Object.values(row))]),
      );
  }
  const triggers: string[] = [];
  for (const { Trigger: name } of await rows('SHOW TRIGGERS')) {
    const [trigger] = await rows(`SHOW CREATE TRIGGER ${name as string}`);
    if (!trigger) continue;
    // A trigger runs under the rules of the session that made it.
    triggers.push(
      `SET NAMES ${trigger['character_set_client']} COLLATE ${trigger['collation_connection']}`,
      connection.format('SET SESSION sql_mode = ?', [trigger['sql_mode']]),
      String(trigger['SQL Original Statement']),
    );
  }
  return [...made, ...filled, ...triggers];
}
