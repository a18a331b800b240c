/**
 * `npm test`: everything that CI runs, on a machine with Node and nothing else. Suites that need MariaDB, Redis or
 * Chromium get private instances; where those cannot be had, the report says loudly what did not run.
 *
 *   npm test -- --only lint,unit    these steps and what they wait for
 *   npm test -- --since REV         what the changes since that revision can affect, on both engines
 *   npm test -- --data FOLDER       also the suites on the real data sets of that folder
 *   npm test -- --list              the steps
 *   npm test -- … --times           also says where the time went; .cache/test/times.json keeps it in any case
 */
import { resolve } from 'node:path';
import { main, say } from './lib/log.mjs';
import { STEPS, withData } from './lib/testing/catalog.mjs';
import { runTestSession } from './lib/testing/session.mjs';
import { changedSince, stepsFor } from './lib/testing/since.mjs';
import { withPrerequisites } from './lib/testing/steps.mjs';

await main(async () => {
  const args = process.argv.slice(2);
  if (args.includes('--list')) {
    for (const { name, what } of STEPS) say(`${name.padEnd(14)}${what}`);
    return 0;
  }
  const valueOf = (option) => (args.includes(option) ? (args[args.indexOf(option) + 1] ?? '') : undefined);
  const only = valueOf('--only')?.split(',');
  const since = valueOf('--since');
  const data = valueOf('--data');
  const chosen = since === undefined ? STEPS : stepsFor(changedSince(since));
  const steps = data === undefined ? chosen : withData(chosen, resolve(data));
  return runTestSession(only ? withPrerequisites(steps, only) : steps, { times: args.includes('--times') });
});
