/** The house rules over the whole repository, and each rule over a file that breaks it: a check that sees nothing is worse than none. */
import { join } from 'node:path';
import { readSourceTree } from './source-tree';
import { TIDY_CHECKS } from './tidy-checks';

const files = readSourceTree(join(__dirname, '../..'));

// Fewer than this means that the walk has lost sight of the sources.
const FILES_MIN = 100;

it('sees the repository', () => {
  expect(files.length).toBeGreaterThan(FILES_MIN);
  for (const known of [
    'package.json',
    'libs/contract/src/shared/errors.ts',
    'apps/server/src/platform/env.ts',
  ]) {
    expect(files.map(({ path }) => path)).toContain(known);
  }
});

describe.each(TIDY_CHECKS)('$name', ({ advice, covers, faults, planted, harmless }) => {
  it('in the whole repository', () => {
    const found = files
      .filter(({ path }) => covers(path))
      .flatMap((file) => faults(file).map((line) => `${file.path}:${line}: ${advice}`));
    expect(found).toEqual([]);
  });

  it('and the check catches its planted violation, not its neighbour', () => {
    expect([covers(planted.path), faults(planted).length > 0]).toEqual([true, true]);
    expect(covers(harmless.path) ? faults(harmless) : []).toEqual([]);
  });
});
