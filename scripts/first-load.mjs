/**
 * `npm run first-load`: what a first visit of the browser's mini-program and of the console costs behind 400 kbps, on a
 * demo of its own. `npm run first-load -- --url ADDRESS` measures a server that runs already.
 * The figures go to standard output; `.cache/test/first-load.json` keeps them.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onOwnDemo } from './lib/demo.mjs';
import { KBPS, measureFirstLoads, tableOf } from './lib/first-load.mjs';
import { main } from './lib/log.mjs';
import { CACHE } from './lib/paths.mjs';
import { findChromium } from './lib/services/index.mjs';

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
