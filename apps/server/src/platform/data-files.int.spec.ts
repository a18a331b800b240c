import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { schema } from '../areas';
import { readEnv } from './env';
import { openLog } from './log';
import { openPlatform } from './platform';

// The embedded file is made the same way whichever engine the other suites run on.
const parent = mkdtempSync(join(tmpdir(), 'liuliang-test-'));
const folder = join(parent, 'data');
const env = readEnv({ LIULIANG_DATA: folder });
const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);

async function start(): Promise<Record<string, string>> {
  const platform = await openPlatform(env, schema, { log: openLog('silent') });
  await platform.db.migrate();
  const names = readdirSync(folder).map((name) => name.replace(/\d+/, 'N'));
  const modes = readdirSync(folder).map((name) => modeOf(join(folder, name)));
  await platform.db.close();
  return Object.fromEntries(names.map((name, i) => [name, modes[i] as string]));
}

const umask = process.umask();
beforeAll(() => void process.umask(0o022));
afterAll(() => {
  process.umask(umask);
  rmSync(parent, { recursive: true, force: true });
});

it('makes the data folder and every file in it for its owner alone', async () => {
  const modes = await start();
  expect(modeOf(folder)).toBe('700');
  expect(Object.keys(modes)).toEqual(
    expect.arrayContaining(['liuliang.sqlite', 'liuliang.sqlite-wal', 'node-N.lock', 'secret.key']),
  );
  expect(Object.entries(modes).filter(([, mode]) => mode !== '600')).toEqual([]);
});

it('closes a database file that an earlier release left open to others', async () => {
  chmodSync(join(folder, 'liuliang.sqlite'), 0o644);
  expect((await start())['liuliang.sqlite']).toBe('600');
});
