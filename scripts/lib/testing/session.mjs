/** What `npm test` and `npm run test:data` share: install, programs, the run itself, the report. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { ensureInstalled } from '../install.mjs';
import { say } from '../log.mjs';
import { CACHE, requireNode } from '../paths.mjs';
import { ensurePrograms } from '../services/index.mjs';
import { report } from './report.mjs';
import { runSteps } from './steps.mjs';
import { timesOf, timesTable } from './times.mjs';

/** Runs the steps, prints the report (with `times` also where the time went), and returns the exit code. */
export async function runTestSession(steps, { times = false } = {}) {
  requireNode();
  const startedAt = performance.now();
  await ensureInstalled();
  if (steps.some((step) => step.missing)) await ensurePrograms();
  const slots = Math.max(2, availableParallelism());
  say(`${steps.length} steps, up to ${slots} side by side\n`);
  const results = await runSteps(steps, slots);
  const spent = timesOf(results);
  mkdirSync(join(CACHE, 'test'), { recursive: true });
  writeFileSync(join(CACHE, 'test', 'times.json'), `${JSON.stringify(spent, null, 1)}\n`);
  if (times) say(`\n${timesTable(spent)}`);
  return report(results, { strict: process.env.CI === 'true', ms: performance.now() - startedAt });
}
