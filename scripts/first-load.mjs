/**
 * `npm run first-load`: what a first visit of the browser's mini-program and of the console costs behind 400 kbps, on a
 * demo of its own. `npm run first-load -- --url ADDRESS` measures a server that runs already.
 * The figures go to standard output; `.cache/test/first-load.json` keeps them.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './lib/build.mjs';
import { KBPS, measureFirstLoads, tableOf } from './lib/first-load.mjs';
import { main, say } from './lib/log.mjs';
import { CACHE, at } from './lib/paths.mjs';
import { scratchFolder } from './lib/scratch.mjs';
import { findChromium } from './lib/services/index.mjs';

const READY_MS = 180_000;

await main(async () => {
  const args = process.argv.slice(2);
  const chromium = findChromium();
  if (!chromium) throw new Error('No Chromium was found (set CHROMIUM_PATH, or install chromium).');
  const rows = args.includes('--url')
    ? await measureFirstLoads(args[args.indexOf('--url') + 1], chromium)
    : await onOwnDemo((url) => measureFirstLoads(url, chromium));
  mkdirSync(join(CACHE, 'test'), { recursive: true });
  writeFileSync(join(CACHE, 'test', 'first-load.json'), `${JSON.stringify(rows, null, 1)}\n`);
  process.stdout.write(`First visits behind ${KBPS} kbps\n${tableOf(rows)}\n`);
});

async function onOwnDemo(measure) {
  await ensureBuilt(['node', 'console', 'h5']);
  const { folder, remove } = scratchFolder('first-load');
  const server = spawn(process.execPath, [at('apps/server/dist/main.js')], {
    env: { PATH: process.env.PATH, DEMO: '1', PORT: '0', LIULIANG_DATA: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    say('Seeding a demo …');
    return await measure(await addressOf(server));
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
