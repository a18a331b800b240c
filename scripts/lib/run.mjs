/** Child processes: to a log file, to the terminal, or held until told to stop. */
import { spawn } from 'node:child_process';
import Module from 'node:module';
import { createWriteStream, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { constants } from 'node:os';
import { ROOT, at } from './paths.mjs';

/**
 * Runs a command to its end and returns its exit code. With `log` its whole output goes to that file (appended);
 * without, standard output and error both go to our standard error.
 */
export function run(command, args, { cwd = ROOT, env = {}, log } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: log ? ['ignore', 'pipe', 'pipe'] : ['ignore', 2, 2],
    });
    if (log) {
      mkdirSync(dirname(log), { recursive: true });
      const file = createWriteStream(log, { flags: 'a' });
      file.write(`$ ${command} ${args.join(' ')}\n`);
      child.stdout.pipe(file, { end: false });
      child.stderr.pipe(file, { end: false });
      child.on('close', () => file.end());
    }
    children.add(child);
    child.on('error', reject);
    child.on('close', () => children.delete(child));
    child.on('close', (code, signal) => resolve(code ?? exitCodeOf(signal)));
  });
}

/** Like `run`, and throws when the command fails; the end of its log is the message's advice. */
export async function mustRun(what, command, args, options = {}) {
  const code = await run(command, args, options);
  if (code === 0) return;
  const error = new Error(`${what} failed (exit ${code}).`);
  if (options.log) error.advice = `${tail(options.log, 60)}\n\nWhole log: ${options.log}`;
  throw error;
}

/**
 * Goes on as another program, in this very process: signals, input, output and the exit code are its own, and killing
 * the command kills the work, not a wrapper around it.
 */
export function becomeProgram(script, args) {
  process.argv.splice(1, process.argv.length, script, ...args);
  Module.runMain(script);
}

/** The script behind a tool of node_modules, to be run by this very Node: saves npx's half second each time. */
export function tool(name, bin = name, from = ROOT) {
  for (const root of [from, ROOT]) {
    const file = join(root, 'node_modules', name, 'package.json');
    if (!existsSync(file)) continue;
    const manifest = JSON.parse(readFileSync(file, 'utf8'));
    const script = typeof manifest.bin === 'string' ? manifest.bin : manifest.bin[bin];
    return join(dirname(file), script);
  }
  throw new Error(`${name} is not installed: run npm ci in ${at()}`);
}

/** The last lines of a file, for the eye. */
export function tail(file, lines) {
  return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n').slice(-lines).join('\n') : '';
}

const children = new Set();

/** Stops whatever `run` started and is still going; called when the script itself is told to stop. */
export function killChildren() {
  for (const child of children) child.kill('SIGTERM');
}

function exitCodeOf(signal) {
  return 128 + (constants.signals[signal] ?? 0);
}
