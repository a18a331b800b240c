/** Child processes: to a log file, to the terminal, or held until told to stop. */
import { spawn } from 'node:child_process';
import Module from 'node:module';
import { createWriteStream, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { constants } from 'node:os';
import { ROOT, at } from './paths.mjs';

// Longer than anything here may take: whoever gets there hangs, and a hanging run tells its reader nothing.
const LIMIT_MS = 40 * 60_000;
const TIMED_OUT = 124;

/**
 * Runs a command to its end and returns its exit code. With `log` its whole output goes to that file (appended);
 * without, standard output and error both go to our standard error.
 */
export function run(command, args, { cwd = ROOT, env = {}, log, limitMs = LIMIT_MS } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: log ? ['ignore', 'pipe', 'pipe'] : ['ignore', 2, 2],
      // The leader of its own group, so that it can be stopped together with whatever it started.
      detached: true,
    });
    const note = log
      ? copyOutput(child, log, `$ ${command} ${args.join(' ')}\n`)
      : (text) => process.stderr.write(text);
    let timedOut = false;
    const limit = setTimeout(() => {
      timedOut = true;
      note(`\nstopped: still running after ${limitMs / 60_000} minutes\n`);
      killGroup(child);
    }, limitMs);
    guard(child);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(limit);
      resolve(timedOut ? TIMED_OUT : (code ?? exitCodeOf(signal)));
    });
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

function copyOutput(child, log, firstLine) {
  mkdirSync(dirname(log), { recursive: true });
  const file = createWriteStream(log, { flags: 'a' });
  file.write(firstLine);
  child.stdout.pipe(file, { end: false });
  child.stderr.pipe(file, { end: false });
  child.on('close', () => file.end());
  return (text) => file.write(text);
}

const children = new Set();

/** While a child runs, being told to stop means stopping it too: a group of its own hears no Ctrl-C. */
function guard(child) {
  if (children.size === 0) for (const signal of STOP_SIGNALS) process.on(signal, stopAll);
  children.add(child);
  child.on('close', () => {
    children.delete(child);
    if (children.size === 0) for (const signal of STOP_SIGNALS) process.off(signal, stopAll);
  });
}

const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

function stopAll(signal) {
  for (const child of children) killGroup(child);
  process.exit(exitCodeOf(signal)); // Servers have exit handlers that stop them and remove their data.
}

function killGroup(child) {
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error; // It was faster.
  }
}

function exitCodeOf(signal) {
  return 128 + (constants.signals[signal] ?? 0);
}
