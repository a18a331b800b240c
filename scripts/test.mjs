/**
 * `npm test`: everything that CI runs, on a machine with Node and nothing else. Suites that need MariaDB, Redis or
 * Chromium get private instances; where those cannot be had, the report says loudly what did not run.
 *
 *   npm test -- --only lint,unit    these steps and what they wait for
 *   npm test -- --list              the steps
 */
import { main, say } from './lib/log.mjs';
import { STEPS } from './lib/testing/catalog.mjs';
import { runTestSession } from './lib/testing/session.mjs';
import { withPrerequisites } from './lib/testing/steps.mjs';

await main(async () => {
  const args = process.argv.slice(2);
  if (args.includes('--list')) {
    for (const { name, what } of STEPS) say(`${name.padEnd(14)}${what}`);
    return 0;
  }
  const only = args.includes('--only') ? (args[args.indexOf('--only') + 1] ?? '').split(',') : undefined;
  return runTestSession(only ? withPrerequisites(STEPS, only) : STEPS);
});
