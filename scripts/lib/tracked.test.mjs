import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { ROOT, at } from './paths.mjs';

test('git keeps nothing that .gitignore calls a product of a tool', { skip: !existsSync(at('.git')) }, () => {
  const kept = execFileSync('git', ['ls-files', '--cached', '--ignored', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  assert.equal(kept, '');
});
