/**
 * Who may import whom. One table for the whole repository; test/architecture/dependencies.spec.ts runs it over the
 * sources and over a small tree of planted violations, each of which must be reported by name.
 *
 * CRUISE_TYPES=1 looks at the types too: then `import type` counts, and only the zod rule is left out (types cost
 * nothing in a bundle, and the typed client is made of them).
 */
const withTypes = process.env.CRUISE_TYPES === '1';

const tests = '\\.(int\\.)?spec\\.tsx?$';
const module_ = '^apps/server/src/modules/([^/]+)/';
const sqlFiles = [
  '(^|/)queries\\.ts$',
  '\\.queries\\.ts$',
  '(^|/)entities\\.ts$',
  '\\.entities\\.ts$',
  '^apps/server/src/platform/db/',
  '^apps/server/src/testing/',
  '/migrations/',
  '\\.int\\.spec\\.ts$',
];

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

const runTimeRules = [
  rule(
    'miniprogram-ships-no-zod',
    'zod weighs more than a tenth of the package. Take the client and the generated tables, and zod shapes as types only.',
    { path: '^apps/miniprogram/src/', pathNot: tests },
    { path: '(^|/)node_modules/zod/', reachable: true },
  ),
];

const rules = [
  rule(
    'no-cycles',
    'Two files that need each other are one file, or a third is missing that both need.',
    {},
    // A cycle of types alone is legal in TypeScript, but it is the same knot for a reader.
    { circular: true },
  ),
  rule(
    'no-unresolved',
    'The name leads nowhere, so none of these rules can see through it.',
    {},
    { couldNotResolve: true },
  ),
  rule(
    'apps-never-import-apps',
    'Apps share through libs/contract; the server alone may start the sandbox.',
    { path: '^apps/([^/]+)/' },
    { path: '^apps/', pathNot: '^apps/$1/' },
  ),
  rule(
    'libraries-know-no-app',
    'A library is used by apps; the other way round nothing could be built first.',
    { path: '^(libs|sandbox)/', pathNot: '^sandbox/.*\\.spec\\.ts$' },
    { path: '^apps/' },
  ),
  rule(
    'only-server-and-tests-use-the-sandbox',
    'The sandbox plays the platforms for demo and tests; no screen and no library may know it.',
    { path: '^(libs|apps)/', pathNot: ['^apps/server/', '^libs/testkit/'] },
    { path: '^sandbox/' },
  ),
  rule(
    'testkit-is-for-tests',
    'Builders and reference models stay out of what is shipped.',
    { path: '^(libs/(contract|domain)|apps|sandbox)/', pathNot: [tests, '^apps/server/src/testing/'] },
    { path: '^(libs/testkit|apps/server/src/testing)/' },
  ),
  rule(
    'contract-knows-only-zod',
    'The contract is shapes and routes; it must load anywhere.',
    { path: '^libs/contract/src/', pathNot: [tests, '^libs/contract/src/generate\\.ts$'] },
    { pathNot: ['^libs/contract/', '(^|/)node_modules/zod/'] },
  ),
  rule(
    'domain-is-pure',
    'Rules take data and give data. Clock, randomness and I/O come in as arguments from the service.',
    { path: '^libs/domain/', pathNot: tests },
    { pathNot: '^libs/domain/' },
  ),
  rule(
    'domain-areas-are-islands',
    'An area knows itself and shared. Pass plain data between areas, or move the common rule to shared.',
    { path: '^libs/domain/src/([^/]+)/', pathNot: tests },
    { path: '^libs/domain/src/', pathNot: '^libs/domain/src/($1|shared)/' },
  ),
  rule(
    'modules-meet-at-index',
    "Another module's insides may change any day. Import its index.ts, or listen to its outbox event.",
    { path: module_ },
    {
      path: '^apps/server/src/modules/',
      pathNot: ['^apps/server/src/modules/$1/', '^apps/server/src/modules/[^/]+/index\\.ts$'],
    },
  ),
  rule(
    'platform-knows-no-module',
    'The platform serves every module. Let the module hand in a function or register a value.',
    { path: '^apps/server/src/(platform|wechat)/', pathNot: tests },
    { path: '^apps/server/src/modules/' },
  ),
  rule(
    'sql-lives-in-queries',
    'TypeORM and drivers belong in queries.ts, entities.ts and platform/db, so that every statement can be found and runs on both engines.',
    { path: '^apps/server/src/', pathNot: sqlFiles },
    { path: '(^|/)node_modules/(typeorm|mysql2|libsql|@nestjs/typeorm)/' },
  ),
  rule(
    'features-are-islands',
    'A feature may not lean on another one. Lift what both need to ui, app or platform.',
    { path: '^apps/(miniprogram|console)/src/features/([^/]+)/' },
    { path: '^apps/$1/src/features/', pathNot: '^apps/$1/src/features/$2/' },
  ),
  rule(
    'ui-knows-no-feature',
    'Building blocks carry no business words.',
    { path: '^apps/(miniprogram|console)/src/(ui|platform)/', pathNot: tests },
    { path: '^apps/$1/src/(features|pages|packages|app)/' },
  ),
];

module.exports = {
  forbidden: withTypes ? rules : [...rules, ...runTimeRules],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: withTypes,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['(^|/)dist/', '/fixtures/', '\\.s?css$'] },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      // Taro picks `x.weapp.ts` or `x.h5.ts` over `x.ts` by target.
      extensions: [
        '.ts',
        '.tsx',
        '.d.ts',
        '.weapp.ts',
        '.h5.ts',
        '.weapp.tsx',
        '.h5.tsx',
        '.js',
        '.mjs',
        '.cjs',
        '.json',
      ],
    },
  },
};
