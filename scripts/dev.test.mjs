/** The whole of `npm run dev`, as somebody uses it who comes in the morning. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { isRunning, processesBelow } from './lib/dev/processes.mjs';
import { ROOT, at } from './lib/paths.mjs';

const PATIENCE_MS = 400_000;

/** Starts it and lets a test wait for lines, in the order in which they come. */
function startDev(t, data) {
  const child = spawn(process.execPath, [at('scripts/dev.mjs')], {
    cwd: ROOT,
    env: { ...process.env, LIULIANG_DATA: data, NO_COLOR: '1' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  t.after(() => child.kill('SIGKILL'));
  const lines = createInterface({ input: child.stderr })[Symbol.asyncIterator]();
  const heard = [];
  return {
    child,
    async line(pattern) {
      for (let next = await lines.next(); !next.done; next = await lines.next()) {
        heard.push(next.value);
        const match = pattern.exec(next.value);
        if (match) return match;
      }
      throw new Error(`It never said ${pattern}:\n${heard.slice(-30).join('\n')}`);
    },
    async end() {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGINT');
      for await (const line of lines) heard.push(line);
      return gone;
    },
  };
}

test(
  'serves API, console and mini-program, restarts the server on save, and leaves nobody behind',
  { skip: process.platform !== 'linux', timeout: PATIENCE_MS },
  async (t) => {
    const data = mkdtempSync(join(tmpdir(), 'liuliang-dev-'));
    t.after(() => rmSync(data, { recursive: true, force: true }));
    const dev = startDev(t, data);
    const [, api] = await dev.line(/API +(http:\S+)/);
    const [, console] = await dev.line(/Console +(http:\S+)/);
    const [, app] = await dev.line(/Mini-program +(http:\S+)/);
    await dev.line(/Operator +\S+ \/ \S+/);
    for (const url of [api, console, app]) assert.equal((await fetch(url)).status, 200, url);
    // Pages come from the two, answers from the server behind them.
    for (const url of [console, app]) {
      const cast = await (await fetch(new URL('/demo.json', url))).json();
      assert.ok(cast.consumer.length > 0, url);
    }

    const now = new Date();
    utimesSync(at('apps/server/src/server.ts'), now, now);
    await dev.line(/server\.ts was saved/);
    await dev.line(/^server .* is ready at/);
    assert.equal((await fetch(api)).status, 200);

    const children = processesBelow(dev.child.pid);
    assert.ok(children.length >= 3);
    assert.equal(await dev.end(), 0);
    assert.deepEqual(children.filter(isRunning), []);
  },
);
