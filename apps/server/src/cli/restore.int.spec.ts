import { execFileSync } from 'node:child_process';
import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { AuditLog } from '../modules/audit';
import { SYSTEM } from '../platform/actor';
import { APPEND_ONLY } from '../platform/db/triggers';
import type { Env } from '../platform/env';
import { openPlatform, type Platform } from '../platform/platform';
import { schema } from '../areas';
import { emptyDatabase, testEngine, type TestDatabase } from '../testing/test-database';
import { openTestPlatform, type TestPlatform } from '../testing/test-platform';
import { db } from './db';
import { doctor } from './doctor';
import { answerTo, contextOf } from './context';

/** The steps of docs/runbooks/restore-from-backup.md, by the programs that they name. */

const surroundings = { ...process.env };
const SECRET = 'd5b6c1f0a98e7d3342516f708192a3b4c5d6e7f8091a2b3c4d5e6f7081920a1b';
let before: TestPlatform;
const databases: TestDatabase[] = [];
const restored: Platform[] = [];

beforeAll(async () => {
  before = await openTestPlatform({ migrates: true, more: { LIULIANG_SECRET: SECRET } });
  const entry = { brandId: 1, actor: SYSTEM, action: 'test.done', subject: 'test', detail: {} };
  await before.platform.db.run('test.done', (tx) => new AuditLog().record(tx, entry));
});
afterEach(() => {
  process.env = { ...surroundings };
});
afterAll(async () => {
  for (const platform of restored) await platform.db.close();
  for (const database of databases) await database.drop();
  await before.close();
});

/** The one of two names that the installed server's programs have. */
const named = (...names: readonly string[]): string =>
  names.find((name) =>
    (surroundings['PATH'] ?? '').split(':').some((folder) => existsSync(join(folder, name))),
  ) ?? '';

/** A program of the database's own, given the address as its options. */
function program(name: string, url: string, options: readonly string[], input?: Buffer): Buffer {
  const { hostname, port, username, password, pathname } = new URL(url);
  const address = ['--protocol=TCP', `--host=${hostname}`, `--port=${port}`, `--user=${username}`];
  const env = { ...surroundings, MYSQL_PWD: decodeURIComponent(password) };
  return execFileSync(name, [...address, ...options, pathname.slice(1)], { env, input, maxBuffer: 1 << 28 });
}

/** Brings the backup into an empty database. @param options how the dump is taken, on a server */
async function restore(options: readonly string[]): Promise<Platform> {
  const empty = await emptyDatabase();
  databases.push(empty);
  if (testEngine === 'mariadb') {
    const dump = program(named('mariadb-dump', 'mysqldump'), before.env.DATABASE_URL ?? '', [
      '--single-transaction',
      ...options,
    ]);
    program(named('mariadb', 'mysql'), empty.env['DATABASE_URL'] ?? '', [], dump);
  } else {
    // The process is stopped for a copy of the folder; here its write-ahead log is brought into the file instead.
    await before.platform.db.source.query('PRAGMA wal_checkpoint(TRUNCATE)');
    cpSync(before.env.LIULIANG_DATA, empty.env['LIULIANG_DATA'] ?? '', { recursive: true });
  }
  const env: Env = { ...before.env, ...empty.env };
  const platform = await openPlatform(env, schema, { clock: before.clock, log: before.platform.log });
  restored.push(platform);
  return platform;
}

async function examine({ env }: Platform): Promise<{ ok: boolean; found: string }> {
  const { LIULIANG_DATA, DATABASE_URL, REDIS_URL } = env;
  const variables = { LIULIANG_DATA, DATABASE_URL, REDIS_URL, LIULIANG_SECRET: SECRET, PORT: '0' };
  process.env = { PATH: surroundings['PATH'], ...JSON.parse(JSON.stringify(variables)) } as NodeJS.ProcessEnv;
  let written = '';
  const answer = answerTo({ json: true }, { write: (text) => void (written += text) });
  await doctor.runBare({ words: [], options: { json: true }, answer, say: () => undefined });
  const { checks } = JSON.parse(written) as { checks: { id: string; ok: boolean; found: string }[] };
  return checks.find(({ id }) => id === 'db.append-only') ?? { ok: false, found: 'not looked at' };
}

async function make(platform: Platform): Promise<string[]> {
  let written = '';
  const output = { say: () => undefined, write: (text: string) => void (written += text) };
  const base = { platform, app: {} as never, words: ['triggers', 'make'], options: { json: true } };
  expect(await db.run(contextOf(base, output))).toBe(0);
  return (JSON.parse(written) as { made: string[] }).made;
}

const tamper = (platform: Platform): Promise<unknown> =>
  platform.db.run('test.tamper', (tx) => tx.exec("UPDATE audit_log SET action = 'test.undone'"));
const drop = (platform: Platform, name: string) => platform.db.source.query(`DROP TRIGGER ${name}`);

it('a restore by the runbook brings every trigger along', async () => {
  const platform = await restore(['--routines', '--triggers']);
  expect(await examine(platform)).toMatchObject({ ok: true });
  await expect(tamper(platform)).rejects.toThrow('audit_log rows are never changed');
  expect(await make(platform)).toEqual([]);
});

it('the doctor names each trigger that a restore has lost, and the command makes them anew', async () => {
  const platform = await restore(['--skip-triggers']);
  const names = APPEND_ONLY.flatMap((table) => [`${table}_no_update`, `${table}_no_delete`]);
  // The dump has none of them; a file has what it had.
  if (testEngine === 'sqlite') for (const name of names) await drop(platform, name);
  const { ok, found } = await examine(platform);
  expect([ok, found.split(': ')[1]?.split(', ').sort()]).toEqual([false, [...names].sort()]);
  expect((await make(platform)).sort()).toEqual([...names].sort());
  expect(await examine(platform)).toMatchObject({ ok: true });
  await expect(tamper(platform)).rejects.toThrow('audit_log rows are never changed');
});

it('a trigger that does nothing is none', async () => {
  const platform = await restore(['--triggers']);
  await drop(platform, 'consent_no_update');
  const head = 'CREATE TRIGGER consent_no_update BEFORE UPDATE ON consent';
  const body = testEngine === 'sqlite' ? 'BEGIN SELECT 1; END' : 'FOR EACH ROW SET @nothing = 1';
  await platform.db.source.query(`${head} ${body}`);
  expect(await examine(platform)).toEqual(
    expect.objectContaining({ ok: false, found: 'missing or changed: consent_no_update' }),
  );
  expect(await make(platform)).toEqual(['consent_no_update']);
});

it('the list of triggers is what the migrations made', async () => {
  const rows: { name: string }[] = await before.platform.db.source.query(
    testEngine === 'sqlite'
      ? "SELECT name FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%rows are never changed%'"
      : "SELECT TRIGGER_NAME AS name FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() AND ACTION_STATEMENT LIKE '%rows are never changed%'",
  );
  const tables = new Set(rows.map(({ name }) => name.replace(/_no_(update|delete)$/, '')));
  expect([...tables].sort()).toEqual([...APPEND_ONLY].sort());
});
