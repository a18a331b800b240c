/** Everything that CI runs, as steps: the longest first, so that none of them is left alone at the end. */
import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { at } from '../paths.mjs';
import { ensureBuilt } from '../build.mjs';
import { filesOf } from '../freshness.mjs';
import { generateContract } from '../contract.mjs';
import { say } from '../log.mjs';
import { mustRun, run, tail, tool } from '../run.mjs';
import { findChromium, findDatabase, findRedis, withServices } from '../services/index.mjs';
import { runJest } from './jest.mjs';

const ONE_CHECK = { passed: 1, failed: 0, skipped: 0 };

/** How the two are called, whatever files they are given. Both pass over files that they are told to ignore. */
export const prettier = [
  '--check',
  '--log-level=warn',
  '--ignore-unknown',
  '--cache',
  '--cache-strategy=content',
  `--cache-location=${at('.cache/prettier')}`,
];
export const eslint = [
  '--max-warnings=0',
  '--no-warn-ignored',
  '--cache',
  '--cache-location',
  at('.cache/eslint/'),
];

export const STEPS = [
  {
    name: 'node',
    what: 'type check and build of libraries, sandbox and server',
    run: check('The build', () => ['scripts/build.mjs', 'node']),
  },
  {
    name: 'mariadb',
    what: 'integration tests on MariaDB and Redis',
    after: ['node'],
    missing: missingServices,
    run: (to) => onMariaDb('integration', to),
  },
  {
    name: 'sqlite',
    what: 'integration tests on SQLite',
    after: ['node'],
    run: (to) => onSqlite('integration', to),
  },
  {
    name: 'contract',
    what: 'generated files are those of the contract',
    after: ['node'],
    run: checkContract,
  },
  {
    name: 'console',
    what: 'type check and build of the console',
    after: ['contract'],
    run: userInterface('console', 'console'),
  },
  {
    name: 'h5',
    what: 'type check and browser build of the mini-program',
    after: ['contract'],
    run: userInterface('miniprogram', 'h5'),
  },
  {
    name: 'weapp',
    what: 'WeChat build of the mini-program',
    after: ['h5'], // Which has checked the types.
    run: buildOf('weapp'),
  },
  {
    name: 'e2e',
    what: 'the built product in Chromium, and the mini-program as WeChat would run it',
    after: ['console', 'h5', 'weapp'],
    missing: () =>
      findChromium() ? undefined : 'no Chromium was found (set CHROMIUM_PATH, or install chromium)',
    run: ({ log }) => runJest('e2e', { log, env: { CHROMIUM_PATH: findChromium() } }),
  },
  {
    name: 'first-load',
    what: 'a report: what a first visit costs on a slow network',
    after: ['console', 'h5'],
    missing: () =>
      findChromium() ? undefined : 'no Chromium was found (set CHROMIUM_PATH, or install chromium)',
    run: reportFirstLoads,
  },
  {
    name: 'deploy',
    what: 'the steps of deploy/ as a script: packages of production, another user, a read-only tree',
    after: ['console', 'h5'],
    run: check('The check of deploy/', () => ['scripts/deploy-check.mjs']),
  },
  {
    name: 'lint',
    what: 'eslint',
    run: check('eslint', () => [tool('eslint'), ...eslint, '.']),
  },
  {
    name: 'types',
    what: 'type check of all tests',
    after: ['node'],
    run: check('The type check', () => [
      tool('typescript', 'tsc'),
      '--noEmit',
      '-p',
      'config/tsconfig.tests.json',
    ]),
  },
  {
    name: 'format',
    what: 'prettier',
    run: check('prettier', () => [tool('prettier'), ...prettier, '.']),
  },
  { name: 'unit', what: 'unit tests', run: (to) => runJest('unit', to) },
  {
    name: 'architecture',
    what: 'dependency rule and tidy checks',
    run: (to) => runJest('architecture', to),
  },
  { name: 'scripts', what: 'tests of these scripts', run: testScripts },
];

/** These steps and the suites on the real files of a folder, on both engines: long ones, so before the short ones. */
export function withData(steps, folder) {
  const env = { LIULIANG_SHARED_DATA: folder };
  const absent = () => (existsSync(folder) ? undefined : `there is no folder ${folder}`);
  const data = [
    {
      name: 'data-mariadb',
      what: 'real data on MariaDB and Redis',
      after: ['node'],
      missing: () => absent() ?? missingServices(),
      run: (to) => onMariaDb('data', to, env),
    },
    {
      name: 'data-sqlite',
      what: 'real data on SQLite',
      after: ['node'],
      missing: absent,
      run: (to) => onSqlite('data', to, env),
    },
  ];
  const short = steps.findIndex(({ name }) => name === 'lint');
  return short < 0 ? [...steps, ...data] : [...steps.slice(0, short), ...data, ...steps.slice(short)];
}

export function onSqlite(project, to, env = {}) {
  // Empty, not inherited: a developer's DATABASE_URL must not turn this run into another engine's.
  return runJest(project, {
    ...to,
    env: { ...env, LIULIANG_ENGINE: 'sqlite', DATABASE_URL: '', REDIS_URL: '' },
  });
}

export function onMariaDb(project, to, env = {}) {
  return withServices((urls) =>
    // The longest step, and its workers wait for the server much of the time: as many as there are cores.
    runJest(project, {
      workers: availableParallelism(),
      ...to,
      env: { ...env, ...urls, LIULIANG_ENGINE: 'mariadb' },
    }),
  );
}

function missingServices() {
  const missing = [];
  if (!findDatabase()) missing.push('mariadb-server (or mysql-server)');
  if (!findRedis()) missing.push('redis-server');
  return missing.length > 0 ? `not found: ${missing.join(', ')}` : undefined;
}

/** A step that is one Node program: exit code 0 is one check passed. */
export function check(what, args) {
  return async ({ log }) => {
    await mustRun(what, process.execPath, args(), { log });
    return ONE_CHECK;
  };
}

/** Nothing is judged here: times are the machine's. The figures are said, so that whoever reads the run sees them. */
async function reportFirstLoads({ log }) {
  const counts = await check('Measuring first visits', () => ['scripts/first-load.mjs'])({ log });
  say(tail(log, 7));
  return counts;
}

/** The scripts are ES modules without a build, so Node's own runner tests them. */
async function testScripts({ log }) {
  const files = filesOf(['scripts', 'config']).paths.filter((path) => path.endsWith('.test.mjs'));
  const exitCode = await run(process.execPath, ['--test', '--test-reporter=tap', ...files], { log });
  return countsOfTap(readFileSync(log, 'utf8'), exitCode);
}

function countsOfTap(text, exitCode) {
  const count = (word) => Number(new RegExp(`^# ${word} (\\d+)$`, 'm').exec(text)?.[1] ?? 0);
  const failed = count('fail') + count('cancelled');
  return {
    passed: count('pass'),
    failed: failed === 0 && exitCode !== 0 ? 1 : failed,
    skipped: count('skipped'),
  };
}

function userInterface(app, part) {
  return async ({ log }) => {
    const typeCheck = [tool('typescript', 'tsc'), '--noEmit', '-p', `apps/${app}`];
    await mustRun('The type check', process.execPath, typeCheck, { log });
    return buildOf(part)({ log });
  };
}

function buildOf(part) {
  return async ({ log }) => {
    await ensureBuilt([part], { log });
    return ONE_CHECK;
  };
}

async function checkContract({ log }) {
  const changed = await generateContract({ log });
  if (changed.length === 0) return ONE_CHECK;
  throw new Error(
    `npm run contract changes these files, so they are not what the contract says:\n${changed.join('\n')}`,
  );
}
