import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Env } from '../../platform/env';

/** A server of this build in a process of its own. */
export interface LaunchedProcess {
  readonly pid: number;
  /** Where it serves once it does; of a worker `worker:`. Rejects when it ends first, or is not ready in time. */
  readonly ready: Promise<URL>;
  /** Ends it as a power cut would. @returns whether it lived until then */
  kill(): Promise<boolean>;
  stop(): Promise<void>;
}

export interface ServerProcess extends LaunchedProcess {
  readonly url: URL;
  /** Statements that it has asked its database so far. */
  statements(): Promise<number>;
}

interface StartOptions {
  /** A folder for a CPU profile of its whole life. */
  readonly profileIn?: string | null;
  /** A file that its words are added to; otherwise its errors go to standard error. */
  readonly logTo?: string;
  /** Settings on top of the platform's. */
  readonly more?: Partial<Env>;
}

const START_WITHIN_MS = 60_000;

/** Starts `main.js` of this build with an environment, to serve on a free port unless it says otherwise. */
export function launchServerProcess(env: Env, options: StartOptions = {}): LaunchedProcess {
  const child = launch(env, options);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const isOver = (): boolean => child.exitCode !== null || child.signalCode !== null;
  return {
    pid: child.pid ?? 0,
    ready: readiness(child, ended),
    async kill() {
      const lived = !isOver() && child.kill('SIGKILL');
      await ended;
      return lived;
    },
    async stop() {
      if (!isOver()) child.kill('SIGTERM');
      await ended;
    },
  };
}

/** As above, and waits until it serves. @throws Error when it does not */
export async function startServerProcess(env: Env, options: StartOptions = {}): Promise<ServerProcess> {
  const launched = launchServerProcess(env, options);
  const url = await launched.ready;
  return {
    ...launched,
    url,
    async statements() {
      const text = await (await fetch(new URL('/metrics', url))).text();
      return Number(/^liuliang_statements_total (\d+)/m.exec(text)?.[1] ?? Number.NaN);
    },
  };
}

type Child = ChildProcessByStdio<null, Readable, null>;

function launch(env: Env, { profileIn, logTo, more }: StartOptions): Child {
  const usual = { ROLE: 'api', HOST: '127.0.0.1', PORT: 0, LOG_LEVEL: 'error', NODE_ID: undefined };
  const texts = Object.entries({ ...env, ...usual, ...more }).flatMap(([name, value]): [string, string][] => {
    if (value === undefined) return [];
    return [[name, typeof value === 'boolean' ? (value ? '1' : '0') : String(value)]];
  });
  const flags = profileIn ? ['--cpu-prof', '--cpu-prof-dir', profileIn] : [];
  const errors = logTo === undefined ? 2 : openSync(logTo, 'a');
  const child = spawn(process.execPath, [...flags, join(__dirname, '../../main.js')], {
    env: { ...Object.fromEntries(texts), NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', errors],
  });
  if (logTo !== undefined) closeSync(errors);
  return child as Child;
}

/** Resolves with the address that it says, or with none for a worker, when it is ready. */
function readiness(child: Child, ended: Promise<void>): Promise<URL> {
  return new Promise<URL>((resolve, reject) => {
    let said = '';
    const late = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error('The server did not start in time'));
    }, START_WITHIN_MS);
    child.stdout.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4_096);
      const at = /ready at (http:\S+)/.exec(said)?.[1];
      if (at === undefined && !said.includes('The worker is ready')) return;
      clearTimeout(late);
      resolve(new URL(at ?? 'worker:'));
    });
    void ended.then(() => {
      clearTimeout(late);
      reject(new Error('The server ended before it was ready'));
    });
  });
}
