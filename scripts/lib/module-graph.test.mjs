import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { areasNotTold, faultsOf, findCircle, readModuleGraph, withDrawing } from './module-graph.mjs';

/** Areas as a folder of them, each with the lines of one file. */
function areas(t, files) {
  const folder = mkdtempSync(join(tmpdir(), 'liuliang-areas-'));
  t.after(() => rmSync(folder, { recursive: true }));
  for (const [area, text] of Object.entries(files)) {
    mkdirSync(join(folder, area));
    writeFileSync(join(folder, area, 'service.ts'), text);
  }
  return readModuleGraph(folder);
}
const from = (area) => `import { x } from '../${area}';\n`;
const EMPTY = '| `gifts`, `points` | both |\n\n<!-- written by npm run graph -->\n<!-- end -->\n';

test('imports of other areas are read, and what is reached through another one is not drawn', (t) => {
  const graph = areas(t, { gifts: from('points') + from('ledger'), points: from('ledger'), ledger: '' });
  assert.deepEqual([...graph.get('gifts')], ['ledger', 'points']);
  assert.match(withDrawing(EMPTY, graph), / {2}gifts --> points\n {2}points --> ledger\n/);
});

test('a circle, an area that nobody told about and an old drawing are found', (t) => {
  const graph = areas(t, { gifts: from('points'), points: from('coupons'), coupons: from('gifts') });
  assert.deepEqual(findCircle(graph), ['coupons', 'gifts', 'points', 'coupons']);
  assert.deepEqual(areasNotTold(EMPTY, graph), ['coupons']);
  assert.equal(faultsOf(EMPTY, graph).length, 3);
});

test('a page that was just drawn has no fault', (t) => {
  const graph = areas(t, { gifts: from('points'), points: '' });
  assert.deepEqual(faultsOf(withDrawing(EMPTY, graph), graph), []);
});
