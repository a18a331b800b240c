/**
 * Every suite of the repository, as jest projects:
 *
 *   unit          libs, sandbox and apps, `*.spec.ts` beside the code; no network, no database server
 *   architecture  the dependency rule and the tidy checks
 *   integration   `*.int.spec.ts`, on a real engine: LIULIANG_ENGINE=sqlite (default) or mariadb; the latter gets
 *                 DATABASE_URL and REDIS_URL from scripts/test.mjs
 *   e2e           `test/e2e/**` against the built product, with the system's Chromium
 *   data          `test/data/**` against the folder named by LIULIANG_SHARED_DATA (`npm run test:data`)
 *
 * One suite by hand: `npx jest --selectProjects unit libs/domain/src/layers`.
 */

const names = require('./config/jest/names.cjs');
const swc = require('./config/jest/swc.cjs');

// These packages ship ES modules only. Node 20 loads them by require(esm); jest's own loader cannot, so swc turns
// them into CommonJS first.
const ESM_ONLY = [
  '@nestjs',
  '@tokenizer',
  '@borewit',
  '@scure',
  '@noble',
  '@otplib',
  'otplib',
  'jose',
  'content-disposition',
  'cookie',
  'file-type',
  'strtok3',
  'token-types',
  'uint8array-extras',
];

const shared = {
  rootDir: __dirname,
  testEnvironment: 'node',
  transform: {
    // Generic arrow functions (`<T>(x: T) => …`) are not legal in a .tsx grammar, so the two are parsed apart.
    '\\.[cm]?tsx$': ['@swc/jest', swc],
    '\\.[cm]?[jt]s$': [
      '@swc/jest',
      { ...swc, jsc: { ...swc.jsc, parser: { ...swc.jsc.parser, tsx: false } } },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${ESM_ONLY.join('|')})/)`],
  moduleNameMapper: {
    ...names,
    '^@/(.+)$': '<rootDir>/apps/miniprogram/src/$1',
    '\\.(s?css|svg|png|jpg)$': '<rootDir>/config/jest/asset.cjs',
  },
  modulePathIgnorePatterns: ['/dist/', '<rootDir>/\\.cache/', '<rootDir>/\\.data/'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/fixtures/'],
};

const project = (displayName, testMatch, rest = {}) => ({
  ...shared,
  displayName,
  testMatch: testMatch.map((glob) => `<rootDir>/${glob}`),
  ...rest,
});

module.exports = {
  cacheDirectory: '<rootDir>/.cache/jest',
  // Suites that start databases, servers and browsers need more than jest's 5 s on a busy machine with 2 cores.
  testTimeout: 60_000,
  projects: [
    project(
      'unit',
      [
        'libs/**/*.spec.{ts,tsx}',
        'sandbox/**/*.spec.ts',
        'apps/*/src/**/*.spec.{ts,tsx}',
        'apps/miniprogram/{config,scripts}/*.spec.ts',
        'test/**/*.spec.ts',
      ],
      {
        testPathIgnorePatterns: [
          ...shared.testPathIgnorePatterns,
          '\\.int\\.spec\\.ts$',
          '/test/architecture/',
        ],
      },
    ),
    project('architecture', ['test/architecture/**/*.spec.ts']),
    project('integration', ['**/*.int.spec.ts'], {
      testEnvironment: '<rootDir>/config/jest/environment.cjs',
      transform: {
        '/node_modules/.*\\.[cm]?js$': '<rootDir>/config/jest/loaded.cjs',
        '/(apps/server|libs/[^/]+|sandbox)/src/(?!.*\\.spec\\.ts$).*\\.ts$':
          '<rootDir>/config/jest/loaded.cjs',
        ...shared.transform,
      },
      transformIgnorePatterns: [],
    }),
    project('e2e', ['test/e2e/**/*.e2e.ts', 'apps/miniprogram/test/**/*.e2e.ts'], {
      globalSetup: '<rootDir>/test/e2e/global-setup.ts',
      globalTeardown: '<rootDir>/test/e2e/global-teardown.ts',
      setupFilesAfterEnv: ['<rootDir>/test/e2e/patience.ts'],
    }),
    project('data', ['test/data/**/*.data.ts']),
  ],
};
