import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { at } from './lib/paths.mjs';
import { listWith, roomsOf } from './new.mjs';

const list = readFileSync(at('apps/server/src/areas.ts'), 'utf8');

test('a new area is added to the list once, in its place, and nothing else changes', () => {
  const after = listWith(list, 'lucky-bags');
  const added = after.split('\n').filter((line) => !list.split('\n').includes(line));
  assert.deepEqual(added, ["import { luckyBagsArea } from './modules/lucky-bags/area';", '  luckyBagsArea,']);
  assert.equal(after.split('\n').length, list.split('\n').length + 2);
  assert.ok(after.indexOf('ledgerExplorerArea,') < after.indexOf('luckyBagsArea,'));
  assert.ok(after.indexOf('luckyBagsArea,') < after.indexOf('memberAppArea,'));
});

test('the rooms of an area are in its own folders', () => {
  for (const path of Object.keys(roomsOf('lucky-bags'))) assert.match(path, /\/lucky-bags\//);
});
