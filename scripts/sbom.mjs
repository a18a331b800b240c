/**
 * `npm run sbom [FOLDER]`: what the image is made of, for whoever has to know: `sbom.cdx.json` (CycloneDX, by npm itself)
 * and `licences.txt`, one package a line. Without a folder they go to .cache/sbom.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { main, say } from './lib/log.mjs';
import { CACHE, ROOT } from './lib/paths.mjs';

/** What the image runs and serves. The mini-program's own packages are compiled into what WeChat and the browser get. */
const SHIPPED = ['apps/server', 'apps/console'];

await main(async () => {
  const folder = resolve(process.argv[2] ?? join(CACHE, 'sbom'));
  const workspaces = SHIPPED.flatMap((name) => ['--workspace', name]);
  const text = execFileSync('npm', ['sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev', ...workspaces], {
    cwd: ROOT,
    maxBuffer: 1 << 26,
  });
  const licences = JSON.parse(text.toString())
    .components.map(({ name, version, licenses = [] }) => {
      const of = licenses.map(({ license, expression }) => expression ?? license?.id ?? license?.name);
      return `${name} ${version} ${of.join(', ') || 'unknown'}`;
    })
    .sort();
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'sbom.cdx.json'), text);
  writeFileSync(join(folder, 'licences.txt'), `${licences.join('\n')}\n`);
  say(`${licences.length} packages: ${join(folder, 'sbom.cdx.json')}, ${join(folder, 'licences.txt')}`);
});
