/** What `npm test` and `npm run test:data` share: install, programs, the run itself, the report. */
import { availableParallelism } from 'node:os';
import { ensureInstalled } from '../install.mjs';
import { say } from '../log.mjs';
import { requireNode } from '../paths.mjs';
import { ensurePrograms } from '../services/index.mjs';
import { report } from './report.mjs';
import { runSteps } from './steps.mjs';

/** Runs the steps, prints the report, and returns the exit code. */
export async function runTestSession(steps) {
  requireNode();
  const startedAt = performance.now();
  await ensureInstalled();
  if (steps.some((step) => step.missing)) await ensurePrograms();
  const slots = Math.max(2, availableParallelism());
  say(`${steps.length} steps, up to ${slots} side by side\n`);
  const results = await runSteps(steps, slots);
  return report(results, { strict: process.env.CI === 'true', ms: performance.now() - startedAt });
}
