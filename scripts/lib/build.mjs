/**
 * The parts of the product that are built, what they are built from, and building only those that are stale.
 * The three user interfaces read the contract's output, so `node` comes first.
 */
import { join } from 'node:path';
import { rmSync } from 'node:fs';
import { CACHE, at } from './paths.mjs';
import { compressFiles } from './compress.mjs';
import { inputsNow, isFresh, markFresh } from './freshness.mjs';
import { dim, duration, say } from './log.mjs';
import { withLock } from './lock.mjs';
import { mustRun, tool } from './run.mjs';

const COMMON = ['package-lock.json', 'config/tsconfig.base.json'];
const MINI = [...COMMON, 'apps/miniprogram', 'libs/contract'];
/** For whom the mini-program is built; see its README. */
const BRAND = ['TARO_APP_API', 'TARO_APP_BRAND', 'TARO_APP_ID'];
/** Reaches nobody by its very name: enough for the tests, and for no release. */
const REHEARSAL = 'https://rehearsal.invalid/api/v1';

export const PARTS = [
  {
    name: 'node',
    what: 'server and libraries',
    inputs: [...COMMON, 'config/tsconfig.node.json', 'tsconfig.build.json', 'libs', 'sandbox', 'apps/server'],
    outputs: ['apps/server/dist/main.js', 'apps/server/dist/cli.js'],
    command: () => ({ script: tool('typescript', 'tsc'), args: ['-b', 'tsconfig.build.json'], cwd: at() }),
  },
  {
    name: 'console',
    what: 'console',
    inputs: [...COMMON, 'apps/console', 'libs/contract', 'libs/domain'],
    outputs: ['apps/console/dist/index.html'],
    served: 'apps/console/dist',
    command: () => ({
      script: tool('vite', 'vite', at('apps/console')),
      args: ['build'],
      cwd: at('apps/console'),
    }),
  },
  {
    name: 'h5',
    what: 'mini-program for the browser',
    inputs: MINI,
    outputs: ['apps/miniprogram/dist/h5/index.html'],
    served: 'apps/miniprogram/dist/h5',
    env: chosen(BRAND),
    command: () => taro('h5'),
  },
  {
    name: 'weapp',
    what: 'mini-program for WeChat',
    inputs: MINI,
    outputs: ['apps/miniprogram/dist/weapp/app.json'],
    env: { TARO_APP_API: REHEARSAL, ...chosen(BRAND) },
    command: () => taro('weapp'),
  },
];

/** Builds the named parts that are stale, in order. Output goes to `.cache/build/<part>.log`, or to `log`. */
export async function ensureBuilt(names, { log, force = false } = {}) {
  const wanted = PARTS.filter((part) => names.includes(part.name));
  if (!force && wanted.every(isFresh)) return;
  for (const part of wanted) await withLock(`build-${part.name}`, () => buildPart(part, { log, force }));
}

async function buildPart(part, { log = freshLog(part), force }) {
  if (!force && isFresh(part)) return;
  const startedAt = performance.now();
  const inputs = inputsNow(part);
  const { script, args, cwd } = part.command();
  say(`Building ${part.what} …`);
  if (part.env?.TARO_APP_API === REHEARSAL) say(dim('  TARO_APP_API names no server: for tests alone'));
  await mustRun(`Building ${part.what}`, process.execPath, [script, ...args], {
    cwd,
    log,
    env: { NODE_ENV: 'production', ...part.env },
  });
  if (part.served) compressFiles(at(part.served));
  markFresh(part, inputs.hash, inputs.atMs);
  say(dim(`  ${part.name} built in ${duration(performance.now() - startedAt)}`));
}

function chosen(names) {
  return Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}

function freshLog(part) {
  const log = join(CACHE, 'build', `${part.name}.log`);
  rmSync(log, { force: true });
  return log;
}

function taro(type) {
  const cwd = at('apps/miniprogram');
  return { script: tool('@tarojs/cli', 'taro', cwd), args: ['build', '--type', type], cwd };
}
