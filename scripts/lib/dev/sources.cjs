/**
 * `node --require` of this file lets Node run TypeScript sources as they are: each file is compiled alone when it is
 * loaded, and kept in `.cache/dev` by its content. Types are not checked; editors and `npm test` do that. Our own
 * packages are found by the names of config/tsconfig.node.json, in their sources instead of their builds.
 */
const { createHash } = require('node:crypto');
const { existsSync, mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const { join } = require('node:path');
const { transformSync, version } = require('@swc/core');

const ROOT = join(__dirname, '../../..');
const CACHE = join(ROOT, '.cache/dev');
const OPTIONS = {
  sourceMaps: 'inline',
  module: { type: 'commonjs' },
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', decorators: true, dynamicImport: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
    keepClassNames: true,
  },
  swcrc: false,
};

mkdirSync(CACHE, { recursive: true });
process.setSourceMapsEnabled(true);

const names = new Map(
  Object.entries(readJson('config/tsconfig.node.json').compilerOptions.paths).map(([name, [file]]) => [
    name,
    join(ROOT, file),
  ]),
);
const resolveFilename = Module._resolveFilename;
Module._resolveFilename = (request, ...rest) => resolveFilename(names.get(request) ?? request, ...rest);

Module._extensions['.ts'] = (module, file) => {
  const source = readFileSync(file, 'utf8');
  const key = createHash('sha256').update(`${version}\0${file}\0${source}`).digest('hex');
  const kept = join(CACHE, `${key}.js`);
  if (!existsSync(kept)) writeFileSync(kept, transformSync(source, { ...OPTIONS, filename: file }).code);
  module._compile(readFileSync(kept, 'utf8'), file);
};

/** JSON with the comments that tsconfig files may have. */
function readJson(file) {
  return JSON.parse(readFileSync(join(ROOT, file), 'utf8').replace(/^\s*\/\/.*$/gm, ''));
}
