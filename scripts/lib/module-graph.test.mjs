import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { drawn, findCircle, listed, readModuleGraph, withDrawing } from './module-graph.mjs';

/** Areas as a folder of them, each with a README and the lines of one file. */
function areas(t, files) {
  const folder = mkdtempSync(join(tmpdir(), 'liuliang-areas-'));
  t.after(() => rmSync(folder, { recursive: true }));
  for (const [area, text] of Object.entries(files)) {
    mkdirSync(join(folder, area));
    writeFileSync(join(folder, area, 'service.ts'), text);
    writeFileSync(
      join(folder, area, 'README.md'),
      `# ${area}\n\nAll of [${area}](../x.md),\nand more. The rest.\n`,
    );
  }
  return { folder, graph: readModuleGraph(folder) };
}
const from = (area) => `import { x } from '../${area}';\n`;
const EMPTY = '# Page\n\n<!-- written by npm run graph -->\n<!-- end -->\n';

test('imports of other areas are read, and what is reached through another one is not drawn', (t) => {
  const { graph } = areas(t, { gifts: from('points') + from('ledger'), points: from('ledger'), ledger: '' });
  assert.deepEqual([...graph.get('gifts')], ['ledger', 'points']);
  assert.match(drawn(graph), / {2}gifts --> points\n {2}points --> ledger\n/);
});

test('a circle is found', (t) => {
  const { graph } = areas(t, { gifts: from('points'), points: from('coupons'), coupons: from('gifts') });
  assert.deepEqual(findCircle(graph), ['coupons', 'gifts', 'points', 'coupons']);
});

test('every area is listed with the first sentence of its README, and refused without one', (t) => {
  const { graph, folder } = areas(t, { gifts: '', points: '' });
  assert.match(listed(graph, folder), /\| `gifts` \| All of gifts, and more\. \|\n\| `points` \|/);
  writeFileSync(join(folder, 'gifts', 'README.md'), '# gifts\n');
  assert.throws(() => listed(graph, folder), /gifts\/README\.md does not begin with a sentence/);
});

test('a page is old when an area or an import came, and drawing it again changes nothing', (t) => {
  const { graph, folder } = areas(t, { gifts: '', points: '' });
  const page = withDrawing(EMPTY, graph, folder);
  assert.equal(withDrawing(page, graph, folder), page);
  writeFileSync(join(folder, 'gifts', 'service.ts'), from('points'));
  assert.notEqual(withDrawing(page, readModuleGraph(folder), folder), page);
});
