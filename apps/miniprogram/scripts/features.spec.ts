import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

it('says the same in generated pages and words as features say in their folders', () => {
  const answer = execFileSync(process.execPath, [join(__dirname, 'features.mjs'), '--check'], {
    encoding: 'utf8',
  });
  expect(answer).toContain('up to date');
});

/** What is not asked again by pulling, and why. */
const NOT_PULLED: Readonly<Record<string, string>> = {
  'help/about': 'says what the first screen knows already',
  'help/questions': 'always says the same',
  'join/terms': 'says what the first screen knows already',
  'pickup/pickup': 'a form: what was typed must stay',
  'transfer/claim': 'a form: what was typed must stay',
};

it('lets every page be pulled down to ask again, or says why not', () => {
  const features = join(__dirname, '../src/features');
  const pages = readdirSync(features)
    .map((name) => [name, join(features, name, 'feature.json')] as const)
    .filter(([, file]) => existsSync(file))
    .flatMap(([name, file]) => {
      const feature = JSON.parse(readFileSync(file, 'utf8')) as {
        readonly pages: Readonly<Record<string, { readonly refresh?: boolean }>>;
      };
      return Object.entries(feature.pages).map(
        ([page, { refresh }]) => [`${name}/${page}`, refresh] as const,
      );
    });
  expect(pages.length).toBeGreaterThan(20);
  const still = pages.filter(([, refresh]) => refresh !== true).map(([page]) => page);
  expect(still.sort()).toEqual(Object.keys(NOT_PULLED).sort());
  const tabs = join(__dirname, '../src/pages');
  for (const tab of readdirSync(tabs))
    expect([tab, readFileSync(join(tabs, tab, 'index.config.ts'), 'utf8')]).toEqual([
      tab,
      expect.stringContaining('enablePullDownRefresh'),
    ]);
});
