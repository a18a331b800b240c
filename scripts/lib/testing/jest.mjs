/** One jest project, run to its end, with its counts. */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { run, tool } from '../run.mjs';
import { scratchFolder } from '../scratch.mjs';
import { reportOf } from './times.mjs';

// Two such steps run side by side, so each gets half of the machine.
const HALF = Math.max(1, Math.floor(availableParallelism() / 2));

/**
 * Returns `{ passed, failed, skipped }`. A suite that cannot even load counts as one failure; so does an empty run.
 * With `files` only those suites run.
 */
export async function runJest(project, { log, env = {}, files, workers = HALF }) {
  const outputFile = reportOf(log);
  mkdirSync(dirname(log), { recursive: true });
  rmSync(outputFile, { force: true });
  const args = [
    `--selectProjects=${project}`,
    '--json',
    `--outputFile=${outputFile}`,
    `--maxWorkers=${workers}`,
    ...(files ? ['--runTestsByPath', ...files] : []),
  ];
  const { folder, remove } = scratchFolder('run');
  // Tests are about the product: no colours in their logs, and the same zone on every machine.
  const exitCode = await run(process.execPath, [tool('jest'), ...args], {
    log,
    env: { NODE_ENV: 'test', NO_COLOR: '1', FORCE_COLOR: '0', TZ: 'UTC', TMPDIR: folder, ...env },
  }).finally(remove);
  return countsOf(
    existsSync(outputFile) ? JSON.parse(readFileSync(outputFile, 'utf8')) : undefined,
    exitCode,
  );
}

/** The counts of a jest report; a report that says "all well" beside a failing exit code is not believed. */
export function countsOf(report, exitCode) {
  if (!report) return { passed: 0, failed: 1, skipped: 0 };
  const passed = report.numPassedTests;
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  const somethingElseFailed = failed === 0 && (exitCode !== 0 || passed === 0);
  return {
    passed,
    failed: somethingElseFailed ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}
