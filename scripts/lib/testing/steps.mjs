/**
 * The steps of a test run: each waits for the steps it names, and as many run side by side as there are slots.
 *
 * A step is `{ name, what, after?, missing?, run }`. `run({ log })` writes its output to the log file and
 * answers `{ passed, failed, skipped }`. `missing()` names what the machine lacks for it, or answers undefined.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { CACHE } from '../paths.mjs';
import { duration, say } from '../log.mjs';

/** Runs them all and returns one result per step, in the order given. */
export async function runSteps(steps, slots) {
  const results = new Map();
  const waiting = new Set(steps);
  const running = new Map();
  while (waiting.size > 0 || running.size > 0) {
    for (const step of waiting) {
      if (!isDue(step, steps, results)) continue;
      const reason = obstacle(step, results);
      if (!reason && running.size >= slots) continue;
      waiting.delete(step);
      if (reason) finish(step, { state: 'did not run', reason });
      else
        running.set(
          step,
          start(step).then((result) => finish(step, result)),
        );
    }
    if (running.size > 0) await Promise.race(running.values());
  }
  return steps.map((step) => results.get(step.name));

  function finish(step, result) {
    running.delete(step);
    results.set(step.name, { name: step.name, passed: 0, failed: 0, skipped: 0, ms: 0, ...result });
    say(`${result.state.padEnd(12)} ${step.name}${result.ms ? ` in ${duration(result.ms)}` : ''}`);
  }
}

/** The named steps and everything they wait for. */
export function withPrerequisites(steps, names) {
  const wanted = new Set();
  const add = (name) => {
    const step = steps.find((one) => one.name === name);
    if (!step)
      throw new Error(`There is no step "${name}"; there are ${steps.map((one) => one.name).join(', ')}.`);
    wanted.add(step);
    for (const before of step.after ?? []) add(before);
  };
  names.forEach(add);
  return steps.filter((step) => wanted.has(step));
}

async function start(step) {
  const log = join(CACHE, 'test', `${step.name}.log`);
  rmSync(log, { force: true });
  say(`running      ${step.name}: ${step.what}`);
  const startedAt = performance.now();
  const ms = () => performance.now() - startedAt;
  try {
    const counts = await step.run({ log });
    return { ...counts, state: counts.failed > 0 ? 'failed' : 'passed', ms: ms(), log };
  } catch (error) {
    return { failed: 1, state: 'failed', ms: ms(), log, reason: error.message };
  }
}

function isDue(step, steps, results) {
  return (step.after ?? []).every((name) => results.has(name) || !steps.some((one) => one.name === name));
}

function obstacle(step, results) {
  const broken = (step.after ?? []).find((name) => results.has(name) && results.get(name).state !== 'passed');
  return broken ? `it needs ${broken}` : step.missing?.();
}
