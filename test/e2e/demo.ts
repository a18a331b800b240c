import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const READY_MS = 180_000;
/** A line of the log at the level of errors. */
const FAULT = /"level":(?:[5-9]0|"error")/;
const ROOT = resolve(__dirname, '../..');

/** How far the clock of this whole run stands beside that of the system: the day on which every suite is played. */
export const runShiftMs = (): number => Number(process.env['E2E_SHIFT_MS'] ?? 0);

/** What the clock of this run says. */
export const runNowMs = (): number => Date.now() + runShiftMs();

/** The built product as a newcomer starts it, with the demo brand, on a port and a folder of its own. */
export interface Demo {
  readonly url: string;
  readonly server: ChildProcess;
  readonly folder: string;
  /** What its log said was wrong so far. */
  readonly faults: readonly string[];
}

/** @param besideMs how far its clock stands beside that of this run */
export async function openDemo(besideMs = 0): Promise<Demo> {
  const folder = mkdtempSync(join(tmpdir(), 'liuliang-e2e-'));
  const shiftMs = runShiftMs() + besideMs;
  const clock = shiftMs === 0 ? [] : ['--require', join(__dirname, 'shifted-clock.cjs')];
  const server = spawn(process.execPath, [...clock, join(ROOT, 'apps/server/dist/main.js')], {
    env: {
      ...{ PATH: process.env['PATH'], DEMO: '1', CHECK_REPLIES: '1', PORT: '0', LIULIANG_DATA: folder },
      E2E_SHIFT_MS: String(shiftMs),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const faults: string[] = [];
  server.stdout.on('data', (chunk: Buffer) => {
    faults.push(
      ...chunk
        .toString()
        .split('\n')
        .filter((line) => FAULT.test(line)),
    );
  });
  return { url: await addressOf(server), server, folder, faults };
}

/** Stops it as an operator would, and fails when it does not stop in order. */
export async function closeDemo({ server, folder, faults }: Demo): Promise<void> {
  const code = await new Promise<number | null>((stopped) => {
    server.removeAllListeners('exit').once('exit', stopped);
    server.kill('SIGTERM');
  });
  rmSync(folder, { recursive: true, force: true });
  // A test that waited in vain for a job finds its reason here.
  if (faults.length > 0) process.stdout.write(`The demo's log said:\n${faults.join('\n')}\n`);
  if (code !== 0) throw new Error(`The demo did not stop in order: ${code}`);
}

/** The address that the server prints when it is ready. */
function addressOf(server: ChildProcess): Promise<string> {
  return new Promise((found, reject) => {
    const timer = setTimeout(() => reject(new Error('The demo did not become ready')), READY_MS);
    let said = '';
    server.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const [, url] = /is ready at (http:\S+)/.exec(said) ?? [];
      if (!url) return;
      clearTimeout(timer);
      found(url);
    });
    server.on('exit', (code) => reject(new Error(`The demo stopped with ${code}: ${said}`)));
  });
}
