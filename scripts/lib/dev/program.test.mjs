import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { isRunning } from './processes.mjs';
import { openProgram } from './program.mjs';
import { watchSources } from './watch.mjs';

/** A program that says who it and its own child are, then that it is ready, and goes on; deaf to SIGTERM if asked. */
const PARENT = `
const { spawn } = require('node:child_process');
if (process.env.DEAF) process.on('SIGTERM', () => {});
const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
console.log('pids', process.pid, child.pid);
console.log('ready');
setInterval(() => {}, 1000);
`;

function folderOf(t) {
  const folder = mkdtempSync(join(tmpdir(), 'liuliang-dev-'));
  t.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

function programOf(t, text, env = {}) {
  const file = join(folderOf(t), 'program.cjs');
  writeFileSync(file, text);
  const lines = [];
  const program = openProgram({
    name: 'it',
    args: [file],
    env,
    ready: /^ready$/,
    say: (name, line) => lines.push(`${name}: ${line}`),
  });
  t.after(() => program.stop());
  const pids = () => lines.flatMap((line) => /pids (\d+) (\d+)/.exec(line)?.slice(1).map(Number) ?? []);
  return { program, lines, pids };
}

// What is gone is read from /proc.
const onLinux = { skip: process.platform !== 'linux' };

test(
  'a program is ready when it says so, and is gone with its own children when it is stopped',
  onLinux,
  async (t) => {
    const { program, lines, pids } = programOf(t, PARENT);
    await program.start();
    assert.equal(lines.at(-1), 'it: ready');
    assert.deepEqual(pids().map(isRunning), [true, true]);
    await program.stop();
    assert.deepEqual(pids().map(isRunning), [false, false]);
    await program.stop();
  },
);

test('one that does not listen is stopped all the same', onLinux, async (t) => {
  const { program, pids } = programOf(t, PARENT, { DEAF: '1' });
  await program.start();
  await program.stop();
  assert.deepEqual(pids().map(isRunning), [false, false]);
});

test('a restart leaves one of it', onLinux, async (t) => {
  const { program, pids } = programOf(t, PARENT);
  await program.start();
  await program.restart();
  assert.deepEqual(pids().map(isRunning), [false, false, true, true]);
});

test('one that ends before it is ready says so', async (t) => {
  const { program } = programOf(t, 'process.exit(3)');
  await assert.rejects(program.start(), /it ended \(exit 3\)/);
});

test('saving several sources is one change; tests and builds are none', async (t) => {
  const folder = folderOf(t);
  for (const name of ['src', 'src/dist']) mkdirSync(join(folder, name));
  const seen = [];
  const told = new Promise((resolve) => {
    t.after(watchSources([folder], (file) => resolve(seen.push(file))));
  });
  for (const name of ['src/a.ts', 'src/a.spec.ts', 'src/dist/b.ts', 'src/c.ts', 'src/note.txt'])
    writeFileSync(join(folder, name), '');
  await told;
  assert.deepEqual(seen, [join(folder, 'src/c.ts')]);
});
