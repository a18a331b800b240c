import { spawn } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '../../../..');

export interface Ended {
  /** Null: it was ended by a signal. */
  readonly exit: number | null;
  readonly signal: string | null;
  readonly out: string;
  readonly err: string;
}

/**
 * Runs a program of the server from its sources, as a process of its own, until it ends.
 * @param killAt killed by SIGKILL as soon as its standard error shows this
 */
export function runChild(
  program: 'cli' | 'main',
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  killAt?: string,
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const sources = join(ROOT, 'scripts/lib/dev/sources.cjs');
    const file = join(ROOT, `apps/server/src/${program}.ts`);
    const child = spawn(process.execPath, ['--require', sources, file, ...args], {
      cwd: ROOT,
      env: { PATH: process.env['PATH'], LOG_LEVEL: 'silent', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [out, err] = ['', ''];
    child.stdout.on('data', (text: Buffer) => (out += text.toString()));
    child.stderr.on('data', (text: Buffer) => {
      err += text.toString();
      if (killAt !== undefined && err.includes(killAt)) child.kill('SIGKILL');
    });
    child.once('error', reject);
    child.once('close', (exit, signal) => resolve({ exit, signal, out, err }));
  });
}
