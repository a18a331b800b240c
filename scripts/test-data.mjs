/**
 * `npm run test:data -- <folder>`: imports the real data sets of that folder and compares every figure with the
 * expected ones, on both engines. The folder is not part of the repository.
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { main } from './lib/log.mjs';
import { STEPS, withData } from './lib/testing/catalog.mjs';
import { runTestSession } from './lib/testing/session.mjs';
import { withPrerequisites } from './lib/testing/steps.mjs';

await main(async () => {
  const [folder] = process.argv.slice(2);
  if (!folder) throw new Error('Which folder? npm run test:data -- <folder with the data sets>');
  const path = resolve(folder);
  if (!existsSync(path)) throw new Error(`There is no folder ${path}.`);
  return runTestSession(withPrerequisites(withData(STEPS, path), ['data-mariadb', 'data-sqlite']));
});
