import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

it('says the same in generated pages and words as features say in their folders', () => {
  const answer = execFileSync(process.execPath, [join(__dirname, 'features.mjs'), '--check'], {
    encoding: 'utf8',
  });
  expect(answer).toContain('up to date');
});
