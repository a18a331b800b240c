/** A toy area, built from the page that tells how: see the README beside this file. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { testEngine } from '../../apps/server/src/testing/test-database';
import { CopiedTree, ROOT } from './copied-tree';

const AREA = 'wishes';
const OWN = new RegExp(`^(libs/contract/src|apps/server/src/modules|apps/console/src/features)/${AREA}/`);
/** What may change beside the area's own folders: the list of areas, and what is generated. */
const MAY_CHANGE = [
  /^apps\/server\/src\/areas\.ts$/,
  /^libs\/contract\/src\/generated\//,
  /^docs\/architecture\/overview\.md$/,
];

// It compiles the whole product, which takes minutes on a busy machine.
jest.setTimeout(900_000);

/** The files of the page: a path in backticks, then a block with what is in it. */
function filesOfPage(): [path: string, text: string][] {
  const page = readFileSync(join(ROOT, 'docs/architecture/new-area.md'), 'utf8');
  return [...page.matchAll(/^`([\w./-]+)`\n\n```\w+\n([\s\S]*?)\n```$/gm)].map(
    ([, path = '', text = '']): [string, string] => [path, `${text}\n`],
  );
}

describe('an area that is built from docs/architecture/new-area.md', () => {
  let tree: CopiedTree;
  const jest_ = 'node_modules/jest/bin/jest.js';
  const tsc = 'node_modules/typescript/bin/tsc';

  beforeAll(async () => {
    tree = await CopiedTree.make(testEngine);
    const made = await tree.run(['scripts/new.mjs', 'area', AREA]);
    if (made.code !== 0) throw new Error(made.output);
    for (const [path, text] of filesOfPage()) tree.write(path, text);
    const generate = "import('./scripts/lib/contract.mjs').then((it) => it.generateContract())";
    const generated = await tree.run(['--input-type=module', '-e', generate]);
    if (generated.code !== 0) throw new Error(generated.output);
    const redrawn = await tree.run(['scripts/graph.mjs']);
    if (redrawn.code !== 0) throw new Error(redrawn.output);
  });
  afterAll(() => tree.remove());

  it('changes nothing outside its folders but the list of areas and what is generated', async () => {
    const changed = await tree.changed();
    expect(changed.filter((path) => OWN.test(path)).length).toBeGreaterThan(15);
    expect(changed.filter((path) => !OWN.test(path) && !MAY_CHANGE.some((may) => may.test(path)))).toEqual(
      [],
    );
  });

  it('passes its own suite, and those that hold for every area', async () => {
    const src = 'apps/server/src';
    // The walks over every door and every list are the same on every engine, so once is enough.
    const inSources = ['test/architecture/module-graph', 'test/architecture/tables'];
    const walks =
      testEngine === 'sqlite' ? [`${src}/doors.int`, `${src}/lists.int`, `${src}/app.int`, ...inSources] : [];
    const suites = [`${src}/modules/${AREA}`, `${src}/areas.spec`, 'platform/db/schema.int', ...walks];
    const projects = ['--selectProjects', 'unit', 'integration', 'architecture', '--maxWorkers=1'];
    const ran = await tree.run([jest_, ...suites, ...projects]);
    expect(ran.code === 0 ? 'passed' : ran.output).toBe('passed');
    expect(ran.output).toContain(`Test Suites: ${suites.length} passed, ${suites.length} total`);
  });

  if (testEngine === 'sqlite') {
    it('compiles, in the server and in the console', async () => {
      for (const project of ['tsconfig.json', 'apps/console']) {
        const checked = await tree.run([tsc, '--noEmit', '-p', project]);
        expect(checked.code === 0 ? 'compiles' : checked.output).toBe('compiles');
      }
    });
  }
});
