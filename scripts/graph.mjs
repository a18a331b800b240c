/**
 * `npm run graph`: draws which area of the server imports which in docs/architecture/overview.md; commit what changes.
 * With `--check` it changes nothing and fails when the page and the imports differ.
 */
import { main, say } from './lib/log.mjs';
import { faultsOf, PAGE, readModuleGraph, readPage, writeModuleGraph } from './lib/module-graph.mjs';

await main(async () => {
  if (!process.argv.includes('--check'))
    return say(writeModuleGraph() ? `changed: ${PAGE}` : 'Nothing changed.');
  const faults = faultsOf(readPage(), readModuleGraph());
  if (faults.length > 0) throw new Error(faults.join('\n'));
  say('The page and the imports agree.');
});
