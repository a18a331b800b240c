/**
 * Lets Node load our TypeScript: names of our libraries lead to their sources, and what swc made of a file is kept by its
 * content. The kept file is what Node runs, so that a stack is read through the map at its end.
 */
const { createHash } = require('node:crypto');
const { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const { dirname, join, resolve } = require('node:path');
const { transformSync, version } = require('@swc/core');
const names = require('./names.cjs');
const swc = require('./swc.cjs');

const ROOT = resolve(__dirname, '../..');
const KEPT = join(ROOT, '.cache/jest/typescript');
const OPTIONS = { ...swc, jsc: { ...swc.jsc, parser: { ...swc.jsc.parser, tsx: false } } };
const MADE_BY = `${version}\n${JSON.stringify(OPTIONS)}\n${readFileSync(module.filename, 'utf8')}`;

const NAMES = Object.entries(names).map(([name, source]) => [
  new RegExp(name),
  source.replace('<rootDir>', ROOT),
]);

const resolveFilename = Module._resolveFilename;
Module._resolveFilename = function (asked, ...rest) {
  const [name, source] = NAMES.find(([one]) => one.test(asked)) ?? [];
  return resolveFilename.call(this, name ? asked.replace(name, source) : asked, ...rest);
};

Module._extensions['.ts'] = (module, path) => {
  const text = readFileSync(path, 'utf8');
  const name = createHash('sha256').update(`${MADE_BY}\n${path}\n${text}`).digest('hex');
  const kept = join(KEPT, `${name}.js`);
  module._compile(existsSync(kept) ? readFileSync(kept, 'utf8') : keep(kept, compiled(text, path)), kept);
};

/** In a function of its own, for the file stands elsewhere than what it was made of. */
function compiled(text, path) {
  const { code } = transformSync(text, { ...OPTIONS, filename: path, sourceFileName: path, swcrc: false });
  const end = code.lastIndexOf('//# sourceMappingURL=');
  const call = `(${JSON.stringify(path)}, ${JSON.stringify(dirname(path))});`;
  return `(function (__filename, __dirname) { ${code.slice(0, end)}\n})${call}\n${code.slice(end)}`;
}

/** Several workers may write the same file: each its own, and the last one stays. */
function keep(path, code) {
  mkdirSync(dirname(path), { recursive: true });
  const own = `${path}.${process.pid}`;
  writeFileSync(own, code);
  renameSync(own, path);
  return code;
}
