import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { isAllowed, licenceFaults, packagesOf } from './licences.mjs';
import { at } from './paths.mjs';

const lock = JSON.parse(readFileSync(at('package-lock.json'), 'utf8'));

test('every package that the product is made of may be used', () => {
  const packages = packagesOf(lock);
  assert.ok(packages.length > 100, 'the lock file was not read');
  assert.deepEqual(licenceFaults(packages), []);
});

test('what is used for development alone is not looked at', () => {
  const names = new Set(packagesOf(lock).map(({ name }) => name));
  assert.ok(names.has('fastify'));
  assert.ok(!names.has('jest'));
});

test('a licence beyond the list is refused, and so is none at all', () => {
  const packages = [
    { name: 'a', version: '1.0.0', licence: 'MIT' },
    { name: 'b', version: '1.0.0', licence: 'AGPL-3.0-only' },
    { name: 'c', version: '2.0.0', licence: 'unknown' },
  ];
  assert.deepEqual(licenceFaults(packages, ['MIT'], {}), [
    'b 1.0.0 is under AGPL-3.0-only',
    'c 2.0.0 is under unknown',
  ]);
});

test('one of several licences is enough where one may choose, and all of them where one may not', () => {
  assert.ok(isAllowed('(BSD-3-Clause OR GPL-2.0)'));
  assert.ok(isAllowed('Apache-2.0 AND MIT'));
  assert.ok(!isAllowed('MIT AND GPL-2.0'));
  assert.ok(!isAllowed('((MIT OR ISC) AND GPL-2.0)'));
});

test('an exception is for its package, its licence and nothing else, and has to be needed', () => {
  const exceptions = { tool: { licence: 'MPL-2.0', reason: '' } };
  const of = (name, licence) => licenceFaults([{ name, version: '1', licence }], ['MIT'], exceptions);
  assert.deepEqual(of('tool', 'MPL-2.0'), []);
  assert.deepEqual(of('tool-linux-x64', 'MPL-2.0'), []);
  assert.deepEqual(of('tool', 'GPL-2.0'), [
    'tool 1 is under GPL-2.0',
    'nothing needs the exception for tool',
  ]);
});
