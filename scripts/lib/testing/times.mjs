/** Where the time of a test run went: its steps, and the slowest files of the steps that are jest's. */
import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { duration } from '../log.mjs';
import { ROOT } from '../paths.mjs';

const FILES_SHOWN = 25;

/** Jest's own report of a step, beside its log. */
export const reportOf = (log) => log.replace(/\.log$/, '.json');

/** Steps and files with what they took, slowest first. */
export function timesOf(results, readReport = readJson) {
  const slowestFirst = (a, b) => b.ms - a.ms;
  const files = results.flatMap(({ name, log }) =>
    (log ? (readReport(reportOf(log))?.testResults ?? []) : []).map((file) => ({
      step: name,
      file: relative(ROOT, file.name),
      ms: file.endTime - file.startTime,
      tests: file.assertionResults.length,
    })),
  );
  const steps = results.map(({ name, ms }) => ({ step: name, ms: Math.round(ms) }));
  return { steps: steps.sort(slowestFirst), files: files.sort(slowestFirst) };
}

/** The same for a reader. */
export function timesTable({ steps, files }) {
  const line = (ms, text) => `  ${duration(ms).padStart(12)}  ${text}`;
  return [
    'steps',
    ...steps.map(({ ms, step }) => line(ms, step)),
    `slowest files of ${files.length}`,
    ...files
      .slice(0, FILES_SHOWN)
      .map(({ ms, step, file, tests }) => line(ms, `${step.padEnd(14)}${file} (${tests})`)),
  ].join('\n');
}

function readJson(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}
