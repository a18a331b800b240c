import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { filesOf, hashOf } from './freshness.mjs';
import { missingPackages } from './install.mjs';

/** A folder with two sources, all of it written "an hour ago". */
function project(t) {
  const root = mkdtempSync(join(tmpdir(), 'liuliang-freshness-'));
  t.after(() => rmSync(root, { recursive: true }));
  mkdirSync(join(root, 'src'));
  const hourAgo = Date.now() / 1000 - 3600;
  for (const name of ['a.ts', 'b.ts']) writeFileSync(join(root, 'src', name), name);
  for (const name of ['src/a.ts', 'src/b.ts', 'src']) utimesSync(join(root, name), hourAgo, hourAgo);
  return root;
}

const hash = (root) => hashOf(filesOf(['src'], root).paths, root);

test('an edited, a new and a deleted source each show in the newest time and in the hash', (t) => {
  const changes = [
    (root) => writeFileSync(join(root, 'src/a.ts'), 'other'),
    (root) => writeFileSync(join(root, 'src/c.ts'), ''),
    (root) => rmSync(join(root, 'src/b.ts')),
  ];
  for (const change of changes) {
    const root = project(t);
    const before = { hash: hash(root), newestMs: filesOf(['src'], root).newestMs };
    change(root);
    assert.ok(filesOf(['src'], root).newestMs > before.newestMs, String(change));
    assert.notEqual(hash(root), before.hash, String(change));
  }
});

test('touching a file moves the time and not the hash', (t) => {
  const root = project(t);
  const before = hash(root);
  utimesSync(join(root, 'src/a.ts'), new Date(), new Date());
  assert.equal(hash(root), before);
});

test('tests, outputs and dependencies are not inputs', (t) => {
  const root = project(t);
  for (const folder of ['dist', 'node_modules']) {
    mkdirSync(join(root, 'src', folder));
    writeFileSync(join(root, 'src', folder, 'x.js'), '');
  }
  for (const name of ['a.spec.ts', 'a.int.spec.ts']) writeFileSync(join(root, 'src', name), '');
  assert.equal(filesOf(['src'], root).paths.length, 2);
});

test('an install is complete without the optional packages of other platforms, and not with another version', () => {
  const wanted = {
    packages: {
      '': { version: '1.0.0' },
      'libs/domain': {},
      'node_modules/@liuliang/domain': { link: true },
      'node_modules/zod': { version: '4.6.7' },
      'node_modules/@swc/core-win32': { version: '1.0.0', optional: true },
    },
  };
  const installed = (version) => ({ packages: { 'node_modules/zod': { version } } });
  assert.deepEqual(missingPackages(wanted, installed('4.6.7')), []);
  assert.deepEqual(missingPackages(wanted, installed('4.6.6')), ['node_modules/zod']);
});
