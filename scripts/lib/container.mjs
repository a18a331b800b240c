/** A container engine, where one is at hand: the image of deploy/ as it is built and started. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cpSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { timed } from './log.mjs';
import { ROOT, at } from './paths.mjs';

const PAUSE_MS = 500;
/** As deploy/compose.yaml starts it. */
const LOCKED_DOWN = ['--read-only', '--tmpfs=/tmp', '--cap-drop=ALL', '--security-opt=no-new-privileges'];

/** The engine that answers and has what the Dockerfile begins with; else null: a check fetches nothing from elsewhere. */
export function engineAtHand(dockerfile) {
  const bases = new Set([...dockerfile.matchAll(/^FROM (\S+:\S+)/gm)].map(([, base]) => base));
  const isAtHand = (engine) =>
    works(engine, ['info']) && [...bases].every((base) => works(engine, ['image', 'inspect', base]));
  return ['docker', 'podman'].find(isAtHand) ?? null;
}

/** Builds the image from what git knows, starts it locked down, asks its health check, and starts it with a wrong secret. */
export async function checkInContainer(engine, { health }, folder) {
  const tag = `liuliang-check-${process.pid}`;
  const tell = (args) => execFileSync(engine, args, { encoding: 'utf8', maxBuffer: 2 ** 26 });
  layOutSources(folder);
  const started = [];
  const start = (secret) => {
    const about = [...LOCKED_DOWN, `--volume=${tag}:/data`, `--env=LIULIANG_SECRET=${secret}`];
    const id = tell(['run', '--detach', ...about, tag])
      .trim()
      .split('\n')
      .at(-1);
    started.push(id);
    return id;
  };
  const isHealthy = (id) => works(engine, ['exec', id, ...health]);
  const said = (id) => spawnSync(engine, ['logs', id], { encoding: 'utf8' }).output.join('');
  const stopped = (id) => {
    tell(['stop', '--time=30', id]);
    return Number(tell(['inspect', '--format={{.State.ExitCode}}', id]));
  };
  const until = async (id, what, holds) => {
    while (!holds()) {
      const isUp = tell(['inspect', '--format={{.State.Running}}', id]).trim() === 'true';
      assert.ok(isUp, `${what}: it has ended. ${said(id)}`);
      await pause(PAUSE_MS);
    }
  };
  try {
    const build = [
      'build',
      '--network=host',
      `--file=${join(folder, 'deploy/Dockerfile')}`,
      `--tag=${tag}`,
      folder,
    ];
    await timed('Building the image', async () => tell(build));
    await timed('Starting it, and asking by its health check', async () => {
      const id = start(randomBytes(32).toString('hex'));
      await until(id, 'its health check answers', () => isHealthy(id));
      assert.notEqual(tell(['exec', id, 'id', '-u']).trim(), '0', 'the image runs as nobody in particular');
      assert.ok(!works(engine, ['exec', id, 'touch', '/app/x']), 'its tree can be written');
      assert.equal(stopped(id), 0, said(id));
    });
    await timed('Starting it with a wrong secret', async () => {
      const id = start(randomBytes(32).toString('hex'));
      await until(
        id,
        'it says that it stays',
        () => /SECRET_MISMATCH/.test(said(id)) && /stays/.test(said(id)),
      );
      assert.ok(!isHealthy(id), 'it is not healthy');
      stopped(id);
    });
  } finally {
    for (const id of started) works(engine, ['rm', '--force', id]);
    works(engine, ['volume', 'rm', '--force', tag]);
    works(engine, ['rmi', '--force', tag]);
  }
}

/** What a fresh clone would hold, with what is not committed yet. */
function layOutSources(folder) {
  const asked = ['ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate'];
  const paths = execFileSync('git', asked, { cwd: ROOT, encoding: 'utf8', maxBuffer: 2 ** 26 });
  for (const path of paths.split('\n').filter(Boolean)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(at(path), join(folder, path));
  }
}

const works = (command, args) => spawnSync(command, args, { stdio: 'ignore' }).status === 0;
