import assert from 'node:assert/strict';
import { test } from 'node:test';
import { importersOf, reached } from './imports.mjs';
import { changedSince, stepsFor, suitesOf } from './since.mjs';
import { STEPS } from './catalog.mjs';
import { timesOf, timesTable } from './times.mjs';

const modules = 'apps/server/src/modules';

/** Two areas that meet at indexes, one that uses neither, and what joins them all. */
const code = new Map(
  Object.entries({
    [`${modules}/tiers/tiers.service.ts`]:
      "import { levelOf } from '@liuliang/domain';\nexport class Tiers {}",
    [`${modules}/tiers/passes.service.ts`]: 'export class Passes {}',
    [`${modules}/tiers/index.ts`]:
      "export { Tiers } from './tiers.service';\nexport * from './passes.service';",
    [`${modules}/tiers/tiers.int.spec.ts`]: "import { openTestHttp } from '../../testing/test-http';",
    [`${modules}/gifts/gifts.service.ts`]:
      "import { type Passes as P } from '../tiers';\nexport class Gifts {}",
    [`${modules}/gifts/gifts.int.spec.ts`]: "import { openTestHttp } from '../../testing/test-http';",
    [`${modules}/star/star.int.spec.ts`]: "import { openTestHttp } from '../../testing/test-http';",
    [`${modules}/till/area.ts`]: 'export const till = 1;',
    [`${modules}/till/till.int.spec.ts`]: '',
    [`${modules}/desk/desk.int.spec.ts`]: 'must(await buyer.client.holdAtTill({ body }));',
    'libs/contract/src/till/routes.ts': 'export const routes = {\n  holdAtTill: route({}),\n};',
    'apps/server/src/app.module.ts': `import { Tiers } from './modules/tiers';\nimport { Gifts } from './modules/gifts/gifts.service';`,
    'apps/server/src/testing/test-http.ts': "import { AppModule } from '../app.module';",
    'libs/domain/src/index.ts': "export * from './tiers';\nexport * from './layers';",
    'libs/domain/src/tiers/index.ts':
      "export {\n  levelOf, // a comment\n  reviewOf as review,\n} from './level';",
    'libs/domain/src/tiers/level.ts': 'export function levelOf() {}\nexport const reviewOf = 1;',
    'libs/domain/src/tiers/level.spec.ts': "import { review } from './index';",
    'libs/domain/src/layers/index.ts': 'export const layerOf = 1;',
    'libs/domain/src/layers/layer.spec.ts': "import { layerOf } from '@liuliang/domain';",
    'test/golden/guide.int.spec.ts': '',
  }),
);
const suitesAfter = (...changed) => suitesOf(changed, code);

test('a changed file brings the suites of its own area, also those that only enter by HTTP', () => {
  assert.deepEqual(suitesAfter(`${modules}/gifts/gifts.service.ts`).integration, [
    `${modules}/gifts/gifts.int.spec.ts`,
  ]);
});

test('an area that imports the changed name through an index is affected; one that imports another name is not', () => {
  assert.deepEqual(suitesAfter(`${modules}/tiers/passes.service.ts`).integration, [
    `${modules}/gifts/gifts.int.spec.ts`,
    `${modules}/tiers/tiers.int.spec.ts`,
  ]);
  assert.deepEqual(suitesAfter(`${modules}/tiers/tiers.service.ts`).integration, [
    `${modules}/tiers/tiers.int.spec.ts`,
  ]);
});

test('a change of what says an area brings its suites, those that call its routes, and the walks over all areas', () => {
  const all = new Map([
    ...code,
    ['apps/server/src/lists.int.spec.ts', ''],
    ['apps/server/src/areas.spec.ts', ''],
  ]);
  assert.deepEqual(suitesOf([`${modules}/till/area.ts`], all), {
    unit: ['apps/server/src/areas.spec.ts'],
    integration: [
      'apps/server/src/lists.int.spec.ts',
      `${modules}/desk/desk.int.spec.ts`,
      `${modules}/till/till.int.spec.ts`,
    ],
  });
});

test('a rule of the domain is followed through two indexes, whatever it is called on the way', () => {
  const { unit, integration } = suitesAfter('libs/domain/src/tiers/level.ts');
  assert.deepEqual(unit, ['libs/domain/src/tiers/level.spec.ts']);
  assert.deepEqual(integration, [`${modules}/tiers/tiers.int.spec.ts`]);
});

test('a change of what joins the areas reaches every suite that opens the application', () => {
  assert.equal(suitesAfter('apps/server/src/app.module.ts').integration.length, 3);
});

test('a deleted file still brings its area, and a guide the suite that reads it', () => {
  assert.deepEqual(suitesAfter(`${modules}/star/gone.ts`).integration, [`${modules}/star/star.int.spec.ts`]);
  assert.deepEqual(suitesAfter('docs/guide/data-engineer.md').integration, ['test/golden/guide.int.spec.ts']);
});

test('a suite that changed runs by itself, and its neighbours need not', () => {
  assert.deepEqual(suitesAfter('libs/domain/src/layers/layer.spec.ts').unit, [
    'libs/domain/src/layers/layer.spec.ts',
  ]);
});

test('what has no end of importers is walked once', () => {
  const circle = new Map([
    ['a.ts', new Set(['b.ts'])],
    ['b.ts', new Set(['a.ts'])],
  ]);
  assert.deepEqual([...reached(['a.ts'], circle)], ['a.ts', 'b.ts']);
  assert.equal(importersOf(new Map([['test/x.ts', "import './gone';"]])).get('test/x.ts').size, 0);
});

test('a page of the console brings its build and no database; the lockfile brings everything', () => {
  const names = (...changed) => stepsFor(changed, code).map(({ name }) => name);
  assert.deepEqual(names('apps/console/src/ui/gone.ts'), ['console', 'architecture']);
  assert.deepEqual(
    names('package-lock.json'),
    STEPS.map(({ name }) => name),
  );
  assert.ok(names(`${modules}/tiers/tiers.service.ts`).includes('mariadb'));
});

test('a revision that git does not know is refused', () => {
  assert.throws(() => changedSince('no-such-revision'), /cannot compare with "no-such-revision"/);
  assert.throws(() => changedSince('--output=x'), /cannot compare/);
});

test('times name steps and files, slowest first', () => {
  const file = (name, ms) => ({ name: `/x/${name}`, startTime: 0, endTime: ms, assertionResults: [1, 2] });
  const spent = timesOf(
    [
      { name: 'unit', ms: 10, log: 'u.log' },
      { name: 'sqlite', ms: 90, log: 's.log' },
      { name: 'e2e', ms: 0 },
    ],
    (report) => (report === 's.json' ? { testResults: [file('quick', 5), file('slow', 80)] } : undefined),
  );
  assert.deepEqual(
    spent.steps.map(({ step }) => step),
    ['sqlite', 'unit', 'e2e'],
  );
  assert.deepEqual(
    spent.files.map(({ ms, step }) => [ms, step]),
    [
      [80, 'sqlite'],
      [5, 'sqlite'],
    ],
  );
  assert.match(timesTable(spent), /slowest files of 2\n.*80 ms.*sqlite.*slow \(2\)/);
});
