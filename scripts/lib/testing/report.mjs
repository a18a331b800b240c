/** What a test run tells its reader: failures with the end of their logs, a table, what did not run, one total. */
import { bold, dim, duration, green, red, say, yellow } from '../log.mjs';
import { tail } from '../run.mjs';

const TAIL_LINES = 60;
const PAINT = { passed: green, failed: red, 'did not run': yellow };

/** Prints the report and returns the exit code. With `strict` (CI) a step that did not run is a failure. */
export function report(results, { strict, ms }) {
  for (const result of results) if (result.state === 'failed') sayFailure(result);
  say(`\n${table(results)}`);
  const absent = results.filter((result) => result.state === 'did not run');
  if (absent.length > 0) sayAbsent(absent, strict);
  const { passed, failed } = totals(results, strict);
  say(dim(`\nin ${duration(ms)}; logs are in .cache/test`));
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  return failed > 0 ? 1 : 0;
}

/** The closing figures. What did not run counts as failed with `strict`: CI may not pass on what it never saw. */
export function totals(results, strict) {
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const failed = results.reduce((sum, result) => sum + result.failed, 0);
  const absent = results.filter((result) => result.state === 'did not run').length;
  return { passed, failed: failed + (strict ? absent : 0) };
}

function table(results) {
  const width = Math.max(...results.map((result) => result.name.length));
  const line = (result) => {
    const time = result.ms ? duration(result.ms) : '';
    const skipped = result.skipped ? `, ${result.skipped} skipped` : '';
    const counts =
      result.state === 'did not run'
        ? result.reason
        : `${result.passed} passed, ${result.failed} failed${skipped}`;
    return `  ${result.name.padEnd(width)}  ${PAINT[result.state](result.state.padEnd(11))}  ${time.padStart(12)}  ${counts}`;
  };
  return results.map(line).join('\n');
}

function sayFailure({ name, reason, log }) {
  say(`\n${bold(red(`── ${name} failed ${'─'.repeat(60)}`))}`);
  if (reason) say(reason);
  if (log) say(`${tail(log, TAIL_LINES)}\n${dim(`whole log: ${log}`)}`);
}

function sayAbsent(absent, strict) {
  say(`\n${bold(yellow('DID NOT RUN'))}${strict ? ' (with CI=true that is a failure)' : ''}`);
  for (const { name, reason } of absent) say(`  ${name}: ${reason}`);
}
