/** Installs dependencies when what is in node_modules is not what the lockfile says. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { at } from './paths.mjs';
import { withLock } from './lock.mjs';
import { timed } from './log.mjs';
import { mustRun } from './run.mjs';

const LOCKFILE = at('package-lock.json');
// npm's own record of what it installed, written at the end of every install.
const INSTALLED = at('node_modules', '.package-lock.json');

export async function ensureInstalled() {
  if (isInstalled()) return;
  await withLock('install', async () => {
    if (isInstalled()) return;
    await timed('Installing dependencies (npm ci; a minute or two the first time)', () =>
      mustRun('npm ci', 'npm', ['ci', '--loglevel=error', '--no-audit', '--no-fund']),
    );
  });
}

/** True when every package that the lockfile demands is there in that version. */
export function isInstalled() {
  if (!existsSync(INSTALLED)) return false;
  // The usual case, and the reason that this costs the command line nothing.
  if (statSync(INSTALLED).mtimeMs >= statSync(LOCKFILE).mtimeMs) return true;
  return missingPackages(read(LOCKFILE), read(INSTALLED)).length === 0;
}

/** Packages of the lockfile that were not installed; optional ones may be absent, since most are for other platforms. */
export function missingPackages(wanted, installed) {
  return Object.entries(wanted.packages)
    .filter(
      ([path, entry]) =>
        path.includes('node_modules/') && !entry.link && !entry.optional && !entry.devOptional,
    )
    .filter(([path, entry]) => installed.packages[path]?.version !== entry.version)
    .map(([path]) => path);
}

function read(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}
