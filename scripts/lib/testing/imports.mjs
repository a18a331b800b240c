/**
 * The imports of the repository, read from the sources, and which files reach a changed one by them. A name that is
 * imported through an index counts as an import of the file that declares it, so that areas stay apart although they
 * meet at one index.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from '../paths.mjs';

const FOLDERS = ['apps', 'libs', 'sandbox', 'test'];
const NOT_OURS = new Set(['node_modules', 'dist', '.cache', 'fixtures']);
const CODE = /\.(ts|tsx|mts|mjs|cjs)$/;
const ENDINGS = ['', '.ts', '.tsx', '.mjs', '.cjs', '/index.ts', '/index.tsx'];
const STATEMENT =
  /(?:^|[\s;])(import|export)\s+(?:type\s+)?((?:[\w*\s,{}]|\/\/[^\n]*\n)*?)\s*from\s*['"]([^'"]+)['"]|(?:import|require)\s*\(?\s*['"]([^'"]+)['"]/g;
const DECLARATION =
  /^export\s+(?:declare\s+)?(?:abstract\s+)?(?:async\s+)?(?:const|let|function\*?|class|interface|type|enum)\s+(\w+)/gm;

/** Texts of all code files by path from the root. */
export function readCode(root = ROOT) {
  const code = new Map();
  const visit = (folder) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() && !NOT_OURS.has(entry.name)) visit(path);
      if (entry.isFile() && CODE.test(path)) code.set(path, readFileSync(join(root, path), 'utf8'));
    }
  };
  FOLDERS.forEach(visit);
  return code;
}

/** For each file the files that import it. */
export function importersOf(code) {
  const parsed = new Map([...code].map(([path, text]) => [path, parse(text)]));
  const importers = new Map([...code.keys()].map((path) => [path, new Set()]));
  for (const [path, { imports }] of parsed) {
    for (const { names, from } of imports) {
      const target = resolveImport(path, from, code);
      if (!target) continue;
      for (const file of declaringFiles(target, names, parsed, code)) importers.get(file).add(path);
    }
  }
  return importers;
}

/** The changed files and everything that reaches one of them; what `stops` is reached, and nobody through it. */
export function reached(changed, importers, stops = () => false) {
  const seen = new Set(changed);
  const queue = changed.slice();
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (stops(path) && !changed.includes(path)) continue;
    for (const importer of importers.get(path) ?? []) {
      if (seen.has(importer)) continue;
      seen.add(importer);
      queue.push(importer);
    }
  }
  return seen;
}

function parse(text) {
  const imports = [];
  for (const [, word, clause, from, bare] of text.matchAll(STATEMENT)) {
    imports.push({ names: namesIn(clause), from: from ?? bare, again: word === 'export' });
  }
  return { imports, declares: new Set([...text.matchAll(DECLARATION)].map(([, name]) => name)) };
}

/** `[asked, given]` pairs of `{ a, b as c }`; undefined when everything is meant. */
function namesIn(clause) {
  const list = /^\s*\{([^]*)\}\s*$/.exec(clause ?? '')?.[1];
  if (list === undefined) return undefined;
  const words = list.replace(/\/\/[^\n]*/g, '').split(',');
  return words
    .map((word) => word.trim().replace(/^type\s+/, ''))
    .filter(Boolean)
    .map((word) => {
      const [asked, given = asked] = word.split(/\s+as\s+/);
      return [asked, given];
    });
}

function resolveImport(path, from, code) {
  for (const base of placesOf(path, from)) {
    const found = ENDINGS.map((ending) => base + ending).find((file) => code.has(file));
    if (found) return found;
  }
  return undefined;
}

function placesOf(path, from) {
  if (from.startsWith('.')) return [join(dirname(path), from)];
  if (from.startsWith('@/')) return [join('apps/miniprogram/src', from.slice(2))];
  const [, name, rest = ''] = /^@liuliang\/([\w-]+)(?:\/(.+))?$/.exec(from) ?? [];
  if (!name) return [];
  if (name === 'sandbox') return ['sandbox/src/index'];
  return [join('libs', name, 'src', rest || 'index'), join('libs', name, 'src/generated', rest)];
}

/** Where the names of an import come from: the file itself, or what it hands on. */
function declaringFiles(file, names, parsed, code, seen = new Set()) {
  const { imports, declares } = parsed.get(file);
  const handedOn = imports.filter(({ again }) => again);
  if (!names || handedOn.length === 0) return [file];
  const found = new Set();
  for (const [asked] of names) {
    const source = declares.has(asked) ? file : sourceOf(asked, file, handedOn, parsed, code, seen);
    // A name that no pattern finds: whoever changes the index may mean it.
    found.add(source ?? file);
  }
  return found;
}

function sourceOf(name, file, handedOn, parsed, code, seen) {
  if (seen.has(file)) return undefined;
  for (const { names, from } of handedOn) {
    const asked = names ? names.find(([, given]) => given === name)?.[0] : name;
    const target = asked && resolveImport(file, from, code);
    if (!target) continue;
    if (parsed.get(target).declares.has(asked)) return target;
    const next = parsed.get(target).imports.filter(({ again }) => again);
    const deeper = sourceOf(asked, target, next, parsed, code, new Set([...seen, file]));
    if (deeper) return deeper;
    if (names) return target;
  }
  return undefined;
}
