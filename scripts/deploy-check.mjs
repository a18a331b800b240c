/**
 * Builds and starts the image of deploy/ where a container engine is at hand. Else takes its steps: lays out what the Dockerfile copies, with the packages of
 * production alone, starts its command as another user who may write into the data folder only, and asks by its own
 * health check. Packages come from node_modules as it is; the parts must have been built.
 */
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { checkInContainer, engineAtHand } from './lib/container.mjs';
import { imageOf } from './lib/image.mjs';
import { main, say, timed } from './lib/log.mjs';
import { ROOT, at } from './lib/paths.mjs';
import { scratchFolder } from './lib/scratch.mjs';
import { freePort } from './lib/services/index.mjs';

const WRONG_SECRET = 'f1'.repeat(32);
/** Exit code of a secret that is not the database's. */
const SECRET_REFUSED = 3;
const NOBODY = 65534;
const isRoot = process.getuid?.() === 0;
const asNobody = isRoot ? { uid: NOBODY, gid: NOBODY } : {};

await main(async () => {
  const dockerfile = readFileSync(at('deploy/Dockerfile'), 'utf8');
  const image = imageOf(dockerfile);
  const engine = engineAtHand(dockerfile);
  const { folder, remove } = scratchFolder('image');
  try {
    judgeCompose(readFileSync(at('deploy/compose.yaml'), 'utf8'));
    if (engine) return await checkInContainer(engine, image, join(folder, 'sources'));
    say('No container engine with the images that it begins with: the steps are taken as a script.');
    const [tree, data] = [join(folder, 'app'), join(folder, 'data')];
    await timed('Laying out the image', async () => layOut(image, tree));
    mkdirSync(data, { mode: 0o700 });
    chmodSync(folder, 0o755);
    if (isRoot) chownSync(data, NOBODY, NOBODY);
    assert.ok(image.user && image.user !== 'root', 'the image runs as nobody in particular');
    refusesWrites(tree);
    await timed('Starting it, and asking by its health check', () => runs(image, tree, data));
    await timed('Starting it with a wrong secret', () => staysRefused(image, tree, data));
  } finally {
    // Read-only folders cannot be emptied, but by root.
    if (!isRoot) execFileSync('chmod', ['-R', 'u+w', folder]);
    remove();
  }
});

function layOut({ copies }, tree) {
  mkdirSync(tree);
  for (const { stage, from, to } of copies) {
    if (stage === 'dependencies') copyPackages(join(tree, to));
    else if (stage === 'build' && from !== 'sbom')
      cpSync(at(from), join(tree, to.endsWith('/') ? join(to, basename(from)) : to), { recursive: true });
  }
  execFileSync('chmod', ['-R', 'a-w,a+rX', tree]);
}

/** What a package is read of at run time: not its types and source maps, which are half of it; others stand for themselves. */
function isRead(path) {
  return (from) => from === path || !/(\.map|\.d\.[cm]?ts|\.md|\/node_modules)$/.test(from);
}

/** As `npm ci --omit=dev --workspace apps/server` leaves them. */
function copyPackages(to) {
  const asked = ['ls', '--omit=dev', '--workspace', 'apps/server', '--all', '--parseable'];
  const { stdout } = spawnSync('npm', asked, { cwd: ROOT, encoding: 'utf8' });
  const paths = stdout.split('\n').filter((path) => path.includes('node_modules'));
  assert.ok(paths.length > 50, 'npm names the packages of production');
  for (const path of paths.sort()) {
    const target = join(to, relative(at('node_modules'), path));
    mkdirSync(dirname(target), { recursive: true });
    if (path.includes('@liuliang')) continue;
    cpSync(path, target, {
      recursive: true,
      filter: isRead(path),
    });
  }
  for (const name of ['libs/contract', 'libs/domain', 'sandbox', 'apps/server'])
    symlinkSync(join('../..', name), join(to, '@liuliang', basename(name)));
}

function refusesWrites(tree) {
  const code = 'try { require("fs").writeFileSync("x", ""); process.exit(0) } catch { process.exit(1) }';
  const { status } = spawnSync(process.execPath, ['-e', code], { cwd: tree, ...asNobody });
  assert.equal(status, 1, 'the tree of the image can be written by its user');
}

/** Starts the image's command; everything that it says is kept. */
async function start(image, tree, data, more = {}) {
  const port = String(await freePort());
  const env = {
    PATH: process.env.PATH,
    ...image.env,
    HOST: '127.0.0.1',
    PORT: port,
    LIULIANG_DATA: data,
    ...more,
  };
  const [, ...args] = image.command;
  const child = spawn(process.execPath, args, { cwd: tree, env, ...asNobody });
  const started = { child, env, said: '', ended: new Promise((resolve) => child.on('exit', resolve)) };
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (started.said += text));
  return started;
}

function isHealthy(image, tree, env) {
  return spawnSync(process.execPath, image.health.slice(1), { cwd: tree, env, ...asNobody }).status === 0;
}

/** Until something is so. A process that ends meanwhile never gets there. */
async function until(started, what, holds) {
  for (;;) {
    if (holds()) return;
    assert.equal(started.child.exitCode, null, `${what}: it has ended. ${started.said}`);
    await pause(200);
  }
}

async function runs(image, tree, data) {
  const started = await start(image, tree, data);
  try {
    await until(started, 'its health check answers', () => isHealthy(image, tree, started.env));
    if (isRoot) {
      const status = readFileSync(`/proc/${started.child.pid}/status`, 'utf8');
      assert.match(status, new RegExp(`^Uid:\\s+${NOBODY}\\s`, 'm'));
    }
    started.child.kill('SIGTERM');
    assert.equal(await started.ended, 0, started.said);
  } finally {
    started.child.kill('SIGKILL');
  }
}

/** In a container an exit is a restart: a secret that is wrong now is wrong again, a hundred times an hour. */
async function staysRefused(image, tree, data) {
  const started = await start(image, tree, data, { LIULIANG_SECRET: WRONG_SECRET });
  try {
    await until(started, 'it says why', () => started.said.includes('SECRET_MISMATCH'));
    await until(started, 'it says that it stays', () => started.said.includes('stays'));
    assert.equal(isHealthy(image, tree, started.env), false);
    assert.equal(started.child.exitCode, null, 'it has not ended');
    started.child.kill('SIGTERM');
    assert.equal(await started.ended, SECRET_REFUSED, started.said);
  } finally {
    started.child.kill('SIGKILL');
  }
}

/** What the engine is told about our processes. */
function judgeCompose(text) {
  const ours = text.slice(text.indexOf('x-server:'), text.indexOf('x-environment:'));
  for (const line of [
    'restart: unless-stopped',
    'read_only: true',
    "tmpfs: ['/tmp']",
    "cap_drop: ['ALL']",
    "security_opt: ['no-new-privileges:true']",
  ])
    assert.ok(ours.includes(line), `deploy/compose.yaml lacks ${line}`);
  say('compose.yaml: read-only, without privileges.');
}
