import assert from 'node:assert/strict';
import { test } from 'node:test';
import { totals } from './report.mjs';
import { runSteps, withPrerequisites } from './steps.mjs';
import { countsOf } from './jest.mjs';

const passes = { passed: 1, failed: 0, skipped: 0 };

/** A step that notes when it starts and ends. */
function noted(name, notes, rest = {}) {
  const run = async () => {
    notes.push(`+${name}`);
    await new Promise((resolve) => setImmediate(resolve));
    notes.push(`-${name}`);
    return passes;
  };
  return { name, what: name, run, ...rest };
}

test('a step starts only after those it waits for have ended', async () => {
  const notes = [];
  await runSteps([noted('late', notes, { after: ['early'] }), noted('early', notes)], 2);
  assert.deepEqual(notes, ['+early', '-early', '+late', '-late']);
});

test('steps run side by side up to the number of slots', async () => {
  const notes = [];
  await runSteps([noted('a', notes), noted('b', notes), noted('c', notes)], 2);
  assert.deepEqual(notes.slice(0, 2), ['+a', '+b']);
  assert.ok(notes.indexOf('+c') > Math.min(notes.indexOf('-a'), notes.indexOf('-b')));
});

test('what waits for a failed step does not run, and says why', async () => {
  const broken = { name: 'build', what: '', run: () => Promise.reject(new Error('no')) };
  const results = await runSteps([broken, noted('after', [], { after: ['build'] })], 2);
  assert.deepEqual(
    results.map(({ state, reason }) => [state, reason]),
    [
      ['failed', 'no'],
      ['did not run', 'it needs build'],
    ],
  );
});

test('a step whose means are missing does not run; with strict it counts as a failure', async () => {
  const results = await runSteps([noted('db', [], { missing: () => 'no server' }), noted('unit', [])], 2);
  assert.deepEqual(totals(results, false), { passed: 1, failed: 0 });
  assert.deepEqual(totals(results, true), { passed: 1, failed: 1 });
});

test('asking for one step brings those it waits for, and an unknown name is refused', () => {
  const steps = [noted('a', []), noted('b', [], { after: ['a'] }), noted('c', [])];
  assert.deepEqual(
    withPrerequisites(steps, ['b']).map(({ name }) => name),
    ['a', 'b'],
  );
  assert.throws(() => withPrerequisites(steps, ['nope']), /no step "nope"/);
});

test('a jest run without a report, without tests, or with a bad exit code is a failure', () => {
  const report = {
    numPassedTests: 3,
    numFailedTests: 0,
    numRuntimeErrorTestSuites: 0,
    numPendingTests: 0,
    numTodoTests: 0,
  };
  assert.deepEqual(countsOf(report, 0), { passed: 3, failed: 0, skipped: 0 });
  assert.equal(countsOf(undefined, 0).failed, 1);
  assert.equal(countsOf({ ...report, numPassedTests: 0 }, 0).failed, 1);
  assert.equal(countsOf(report, 1).failed, 1);
  assert.equal(countsOf({ ...report, numRuntimeErrorTestSuites: 2 }, 1).failed, 2);
});
