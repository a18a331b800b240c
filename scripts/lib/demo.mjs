/** A demo of its own for a script: built, seeded, on a free port, and gone afterwards. */
import { spawn } from 'node:child_process';
import { ensureBuilt } from './build.mjs';
import { say } from './log.mjs';
import { at } from './paths.mjs';
import { scratchFolder } from './scratch.mjs';

const READY_MS = 180_000;

/** Does `work` with the address of a demo that nobody used before. */
export async function onOwnDemo(work) {
  await ensureBuilt(['node', 'console', 'h5']);
  const { folder, remove } = scratchFolder('demo');
  const server = spawn(process.execPath, [at('apps/server/dist/main.js')], {
    env: { PATH: process.env.PATH, DEMO: '1', PORT: '0', LIULIANG_DATA: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    say('Seeding a demo …');
    return await work(await addressOf(server));
  } finally {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    if (server.exitCode === null && server.kill('SIGTERM')) await ended;
    remove();
  }
}

/** The address that the server prints when it is ready. */
function addressOf(server) {
  return new Promise((resolve, reject) => {
    let said = '';
    const limit = setTimeout(() => reject(new Error('The demo did not become ready.')), READY_MS);
    server.stdout.on('data', (chunk) => {
      said += chunk;
      const [, url] = /is ready at (http:\S+)/.exec(said) ?? [];
      if (!url) return;
      clearTimeout(limit);
      resolve(url);
    });
    server.once('exit', (code) => reject(new Error(`The demo stopped with ${code}: ${said}`)));
  });
}
