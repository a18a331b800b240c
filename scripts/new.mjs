/**
 * `npm run new -- area NAME`: writes the empty rooms of an area and adds it to the list of areas. What belongs into the
 * rooms is told in docs/architecture/new-area.md.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { main, say } from './lib/log.mjs';
import { at } from './lib/paths.mjs';

const NAME = /^[a-z]+(-[a-z]+)*$/;
const LIST = 'apps/server/src/areas.ts';

const camel = (name) => name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
const title = (name) => name[0].toUpperCase() + name.slice(1).replaceAll('-', ' ');
const pascal = (name) => camel(name)[0].toUpperCase() + camel(name).slice(1);

/** The files of an empty area, by path. */
export function roomsOf(name) {
  const server = `apps/server/src/modules/${name}`;
  const module = `${pascal(name)}Module`;
  return {
    [`libs/contract/src/${name}/routes.ts`]: `export const routes = {};\n`,
    [`${server}/README.md`]: `# ${title(name)}\n\nWhat it owns, what it promises, and where to change it.\n`,
    [`${server}/area.ts`]: `import { area } from '../../platform/areas';
import { ${module} } from './module';

export const ${camel(name)}Area = area({
  name: '${name}',
  module: ${module},
});
`,
    [`${server}/index.ts`]: `export { ${module} } from './module';\n`,
    [`${server}/module.ts`]: `import { Module } from '@nestjs/common';

@Module({})
export class ${module} {}
`,
    [`apps/console/src/features/${name}/feature.ts`]: `import type { Feature } from '../../app/feature';

export const feature: Feature = { screens: [] };
`,
  };
}

/** The list of areas with one more, in the order of their names. */
export function listWith(text, name) {
  const line = `import { ${camel(name)}Area } from './modules/${name}/area';`;
  const imports = text.match(/^import .* from '\.\/modules\/.*';$/gm) ?? [];
  const entries = (/= \[\n((?: {2}\w+,\n)*)\];/.exec(text)?.[1] ?? '').trimEnd().split('\n');
  const nameIn = (one) => /modules\/(.*)\/area/.exec(one)[1];
  const sorted = [...imports, line].sort((a, b) => (nameIn(a) < nameIn(b) ? -1 : 1));
  const listed = sorted.map((one) => `  ${/\{ (\w+) \}/.exec(one)[1]},`);
  return text.replace(imports.join('\n'), sorted.join('\n')).replace(entries.join('\n'), listed.join('\n'));
}

async function run() {
  const [kind, name] = process.argv.slice(2);
  if (kind !== 'area' || !NAME.test(name ?? '')) {
    say('Usage: npm run new -- area NAME   (lower case, words joined by hyphens)');
    return 1;
  }
  if (existsSync(at(`apps/server/src/modules/${name}`))) {
    say(`There is an area ${name} already.`);
    return 1;
  }
  for (const [path, text] of Object.entries(roomsOf(name))) {
    mkdirSync(dirname(at(path)), { recursive: true });
    writeFileSync(at(path), text);
    say(`wrote ${path}`);
  }
  writeFileSync(at(LIST), listWith(readFileSync(at(LIST), 'utf8'), name));
  say(`added to ${LIST}`);
  say('Next: npm run contract, and docs/architecture/new-area.md.');
  return 0;
}

if (process.argv[1]?.endsWith('new.mjs')) await main(run);
