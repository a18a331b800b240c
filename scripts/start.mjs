/**
 * `npm start`: from a fresh clone to a running demo. Installs if needed, builds what is missing, then becomes the
 * server, which migrates, seeds the demo brand on the first run and prints its addresses and demo sign-ins.
 *
 *   npm start -- --reset [--yes]    first remove the demo's data
 *   PORT, LIULIANG_DATA             where to listen (default 3000 or the next free one), where to keep the data
 *   DATABASE_URL, REDIS_URL         run on MySQL or MariaDB and Redis instead; then no demo data unless DEMO=1
 */
import { existsSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { relative, resolve, sep } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { ensureBuilt } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { main, say } from './lib/log.mjs';
import { ROOT, at, requireNode } from './lib/paths.mjs';
import { becomeProgram } from './lib/run.mjs';
import { freePort } from './lib/services/instance.mjs';

const FIRST_PORT = 3000;
const PORTS_TRIED = 20;

await main(async () => {
  requireNode();
  const args = process.argv.slice(2);
  const data = resolve(process.env.LIULIANG_DATA || at('.data'));
  if (args.includes('--reset') && !(await resetData(data, args.includes('--yes')))) return 1;
  await ensureInstalled();
  await ensureBuilt(['node', 'console', 'h5']);
  process.env.LIULIANG_DATA = data;
  // An empty variable means "not set", here as in the server.
  process.env.PORT ||= String(await nextFreePort());
  if (!process.env.DATABASE_URL) process.env.DEMO ||= '1';
  becomeProgram(
    at('apps/server/dist/main.js'),
    args.filter((arg) => arg !== '--reset' && arg !== '--yes'),
  );
});

async function resetData(folder, yes) {
  if (process.env.DATABASE_URL) throw new Error('--reset removes embedded data only; DATABASE_URL is set.');
  if (!existsSync(folder)) return true;
  // A mistyped LIULIANG_DATA must not cost somebody their home.
  for (const precious of [ROOT, homedir()]) {
    if (`${precious}${sep}`.startsWith(folder === sep ? sep : `${folder}${sep}`))
      throw new Error(`${folder} is not a data folder.`);
  }
  if (!yes && !(await confirm(`Remove all data in ${relative(process.cwd(), folder) || folder}? [y/N] `))) {
    say('Nothing was removed.');
    return false;
  }
  rmSync(folder, { recursive: true });
  say(`Removed ${folder}.`);
  return true;
}

async function confirm(question) {
  if (!process.stdin.isTTY)
    throw new Error('Nobody is there to answer; say --reset --yes to remove the data.');
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(question);
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}

async function nextFreePort() {
  for (let port = FIRST_PORT; port < FIRST_PORT + PORTS_TRIED; port += 1) {
    // On every interface, as the server listens.
    const free = await freePort(port, '::')
      .catch(() => freePort(port, '0.0.0.0'))
      .catch(() => undefined);
    if (free) return free;
    say(`Port ${port} is taken.`);
  }
  throw new Error(`No free port from ${FIRST_PORT} to ${FIRST_PORT + PORTS_TRIED - 1}. Set PORT.`);
}
