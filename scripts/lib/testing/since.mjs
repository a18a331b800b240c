/**
 * `npm test -- --since REV`: what a change can affect, as steps. Suites are chosen by the imports (imports.mjs) and by
 * area: when a file of an area is reached, the suites of that area run, since many of them enter by HTTP and import
 * nothing; so do suites of others that call a route of a changed area, and those that walk through all areas. What joins
 * all areas is not followed, or every change would reach everything. Browsers and real data are left to the whole run,
 * which remains the proof.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { PARTS } from '../build.mjs';
import { ROOT, at } from '../paths.mjs';
import { tool } from '../run.mjs';
import { STEPS, check, eslint, onMariaDb, onSqlite, prettier } from './catalog.mjs';
import { importersOf, reached, readCode } from './imports.mjs';
import { runJest } from './jest.mjs';

/** Files that list or join the areas. A change of one of them counts; a change of an area does not pass through. */
const JOINS = [
  /^apps\/server\/src\/(app\.module|tables|server|main|cli|index|areas)\.ts$/,
  /^apps\/server\/src\/modules\/[^/]+\/(module|area)\.ts$/,
  /^libs\/[^/]+\/src\/(generated\/.*|index|routes)\.ts$/,
  /^apps\/(console|miniprogram)\/src\/app(\.\w+|\/.*)$/,
];

/** A change here can affect any step. */
const EVERYTHING = [
  /^(package(-lock)?\.json|\.npmrc|jest\.config\.cjs|eslint\.config\.mjs|tsconfig.*\.json)$/,
  /^config\//,
  /^scripts\/lib\/(run|build|services\/.*|testing\/.*)\.mjs$/,
];

const AREA = /^(?:apps\/server\/src\/modules|libs\/contract\/src|libs\/domain\/src)\/([^/]+)\//;

/** Documents that a suite reads. */
const READ_BY = [
  [/^docs\/guide\//, 'test/golden/guide.int.spec.ts'],
  [/^(docs\/architecture\/new-area\.md|scripts\/new\.mjs)$/, 'test/new-area/new-area.int.spec.ts'],
];

/** Suites that go through every area, beside the list of areas. */
const WALKS = /^apps\/server\/src\/[\w.]+\.spec\.ts$/;

const SUITES = {
  unit: /^(?!test\/architecture\/).*(?<!\.int)\.spec\.tsx?$/,
  integration: /\.int\.spec\.ts$/,
};

/** Files that differ from the revision, in the working tree, new ones included; deleted ones too. */
export function changedSince(revision) {
  const git = (...args) =>
    execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 2 ** 26 })
      .split('\n')
      .filter(Boolean);
  try {
    return [
      ...git('diff', '--name-only', '--no-renames', '--end-of-options', revision, '--'),
      ...git('ls-files', '--others', '--exclude-standard'),
    ];
  } catch {
    throw new Error(`git cannot compare with "${revision}".`);
  }
}

/** The suites that changed files can affect, as `{ unit, integration }`. */
export function suitesOf(changed, code) {
  const importers = importersOf(code);
  const joins = (path) => JOINS.some((pattern) => pattern.test(path));
  const known = changed.filter((path) => code.has(path));
  const touched = reached(known, importers, joins);
  const own = areasOf(changed);
  const areas = new Set([...own, ...areasOf([...touched].filter((path) => !joins(path)))]);
  for (const [pattern, suite] of READ_BY) if (changed.some((path) => pattern.test(path))) touched.add(suite);
  const calls = callsOf(own, code);
  const affected = [...code.keys()].filter(
    (path) =>
      touched.has(path) ||
      (path.startsWith('apps/server/') && areas.has(AREA.exec(path)?.[1])) ||
      (areas.size > 0 && WALKS.test(path)) ||
      (SUITES.integration.test(path) && calls?.test(code.get(path))),
  );
  const of = (pattern) => affected.filter((path) => pattern.test(path)).sort();
  return { unit: of(SUITES.unit), integration: of(SUITES.integration) };
}

const areasOf = (paths) =>
  new Set(paths.filter((path) => !isSuite(path)).flatMap((path) => AREA.exec(path)?.[1] ?? []));

/** A call of a route of these areas, as a suite writes it; undefined when they have none. */
function callsOf(areas, code) {
  const names = [...areas].flatMap((area) =>
    [...(code.get(`libs/contract/src/${area}/routes.ts`) ?? '').matchAll(/^ {2}(\w+): route\(/gm)].map(
      ([, name]) => name,
    ),
  );
  return names.length > 0 ? new RegExp(`\\.(${names.join('|')})\\(`) : undefined;
}

const isSuite = (path) => SUITES.unit.test(path) || SUITES.integration.test(path);

/** The steps for these changed files, and why each is among them. */
export function stepsFor(changed, code = readCode()) {
  if (changed.some((path) => EVERYTHING.some((pattern) => pattern.test(path)))) return STEPS;
  const present = changed.filter((path) => existsSync(at(path)));
  const scripts = present.filter((path) => /\.(ts|tsx|mjs|cjs)$/.test(path));
  const { unit, integration } = suitesOf(changed, code);
  const touches = (...folders) =>
    changed.some((path) => folders.some((folder) => path.startsWith(`${folder}/`)));
  const inputs = (name) => PARTS.find((part) => part.name === name).inputs;
  const server = touches('libs', 'sandbox', 'apps/server', 'test');
  const chosen = {
    node: server,
    mariadb: integration.length > 0 && ((to) => onMariaDb('integration', { ...to, files: integration })),
    sqlite: integration.length > 0 && ((to) => onSqlite('integration', { ...to, files: integration })),
    contract: touches('libs/contract'),
    console: touches(...inputs('console')),
    h5: touches(...inputs('h5')),
    weapp: touches(...inputs('weapp')),
    lint: scripts.length > 0 && check('eslint', () => [tool('eslint'), ...eslint, ...scripts]),
    types: server,
    format: present.length > 0 && check('prettier', () => [tool('prettier'), ...prettier, ...present]),
    unit: unit.length > 0 && ((to) => runJest('unit', { ...to, files: unit })),
    architecture: true,
    scripts: touches('scripts'),
  };
  return STEPS.filter((step) => chosen[step.name]).map((step) =>
    typeof chosen[step.name] === 'function' ? { ...step, run: chosen[step.name] } : step,
  );
}
