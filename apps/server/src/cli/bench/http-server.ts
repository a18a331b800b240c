import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Platform } from '../../platform/platform';

/** A server of this build in a process of its own. */
export interface ServerProcess {
  readonly pid: number;
  readonly url: URL;
  /** Statements that it has asked its database so far. */
  statements(): Promise<number>;
  stop(): Promise<void>;
}

const START_WITHIN_MS = 60_000;

/**
 * Starts `main.js` of this build on the platform's database, serving on a free port.
 * @param profileIn a folder for a CPU profile of its whole life, or none
 * @param more settings on top of the platform's
 */
export async function startServerProcess(
  { env }: Pick<Platform, 'env'>,
  profileIn: string | null,
  more: Partial<Platform['env']> = {},
): Promise<ServerProcess> {
  const given = {
    ...env,
    ROLE: 'api',
    HOST: '127.0.0.1',
    PORT: 0,
    LOG_LEVEL: 'error',
    NODE_ID: undefined,
    ...more,
  };
  const texts = Object.entries(given).flatMap(([name, value]): [string, string][] => {
    if (value === undefined) return [];
    return [[name, typeof value === 'boolean' ? (value ? '1' : '0') : String(value)]];
  });
  const flags = profileIn === null ? [] : ['--cpu-prof', '--cpu-prof-dir', profileIn];
  const child = spawn(process.execPath, [...flags, join(__dirname, '../../main.js')], {
    env: { ...Object.fromEntries(texts), NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = await new Promise<URL>((resolve, reject) => {
    let said = '';
    const late = setTimeout(() => reject(new Error('The server did not start in time')), START_WITHIN_MS);
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const at = /ready at (http:\S+)/.exec(said)?.[1];
      if (at === undefined) return;
      clearTimeout(late);
      resolve(new URL(at));
    });
    void ended.then(() => {
      clearTimeout(late);
      reject(new Error('The server ended before it was ready'));
    });
  });
  return {
    pid: child.pid ?? 0,
    url,
    async statements() {
      const text = await (await fetch(new URL('/metrics', url))).text();
      return Number(/^liuliang_statements_total (\d+)/m.exec(text)?.[1] ?? Number.NaN);
    },
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
