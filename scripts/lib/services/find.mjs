/** Finding the programs that the server-mode and browser suites need, and installing them where that is our place. */
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { say, timed } from '../log.mjs';
import { run } from '../run.mjs';

// Debian keeps database servers in /usr/sbin, which is on nobody's PATH but root's.
const EXTRA_FOLDERS = ['/usr/sbin', '/usr/local/sbin', '/opt/homebrew/bin', '/opt/homebrew/opt/mysql/bin'];

const NEEDS = [
  { names: ['mariadbd', 'mysqld'], debian: 'mariadb-server' },
  { names: ['redis-server', 'valkey-server'], debian: 'redis-server' },
  {
    names: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
    debian: 'chromium',
    env: 'CHROMIUM_PATH',
  },
];
const FONT = { file: '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc', debian: 'fonts-noto-cjk' };

export const findDatabase = () => find(NEEDS[0]);
export const findRedis = () => find(NEEDS[1]);
export const findChromium = () => find(NEEDS[2]);

/**
 * On Debian or Ubuntu as root: installs what is missing. Anywhere else it does nothing; the caller asks the three
 * functions above what there is and reports what it must leave out.
 */
export async function ensurePrograms() {
  const packages = NEEDS.filter((need) => !find(need)).map((need) => need.debian);
  // Without a CJK font the pictures show boxes, and widths are wrong; elsewhere a system font does the job.
  if (canApt() && !existsSync(FONT.file)) packages.push(FONT.debian);
  if (packages.length === 0 || !canApt()) return;
  await timed(`Installing ${packages.join(', ')} with apt-get`, () => aptInstall(packages));
}

async function aptInstall(packages) {
  // Run level 1 keeps the packages from starting system-wide servers: the suites start their own.
  const env = { DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  await run('apt-get', ['update', '-qq'], { env });
  const code = await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], {
    env,
  });
  if (code !== 0) say('apt-get could not install all of them; suites that need the rest will be reported.');
}

function canApt() {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version') && Boolean(onPath('apt-get'));
}

function find({ names, env }) {
  const chosen = env && process.env[env];
  if (chosen) return existsSync(chosen) ? chosen : undefined;
  for (const name of names) {
    const file = onPath(name);
    if (file) return file;
  }
  return undefined;
}

/** Full path of a program, or undefined. */
export function onPath(name) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...EXTRA_FOLDERS];
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
