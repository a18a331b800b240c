/** A private server process with a temporary folder: started, waited for, hurt if asked, and gone without a trace afterwards. */
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { createConnection, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { tail } from '../run.mjs';
import { scratchFolder } from '../scratch.mjs';

const READY_WITHIN_MS = 60_000;

/**
 * Starts a server. `prepare(folder)` may fill the folder first; `args(folder, port)` gives the command line;
 * `isReady(port)` answers whether it serves. Returns `{ port, folder, pid, kill, start, stop }`: `kill` ends the process
 * as a power cut would end it, and `start` brings it up again on what it left.
 */
export async function startInstance({ name, program, prepare, args, isReady }) {
  const { folder, remove } = scratchFolder(name);
  let child;
  const vanish = () => {
    child?.kill('SIGKILL');
    remove();
  };
  process.once('exit', vanish);
  const stop = async () => {
    process.off('exit', vanish);
    await killed(child);
    remove();
  };
  try {
    await prepare?.(folder);
    const port = await freePort();
    const start = async () => {
      child = launch(program, args(folder, port), join(folder, 'output.log'));
      await waitUntilReady({ name, child, folder, isReady: () => isReady(port) });
    };
    await start();
    return { port, folder, pid: () => child.pid, kill: () => killed(child), start, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function launch(program, args, log) {
  const output = openSync(log, 'a');
  // Its own group, so that Ctrl-C in the terminal does not take the database away before the suites have ended.
  const child = spawn(program, args, { stdio: ['ignore', output, output], detached: true });
  closeSync(output);
  child.on('error', () => undefined); // Seen below as an exit.
  return child;
}

/** Killed, not shut down: nothing may wait for a flush. */
async function killed(child) {
  if (!child?.pid || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}

async function waitUntilReady({ name, child, folder, isReady }) {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (Date.now() < deadline && child.exitCode === null && child.pid) {
    if (await isReady()) return;
    await sleep(50);
  }
  const error = new Error(`${name} did not become ready (exit code ${child.exitCode}).`);
  error.advice = tail(join(folder, 'output.log'), 30);
  throw error;
}

/** A port that nobody listens on now. Taken a moment later, so a start may still lose it to somebody else: rare. */
export function freePort(preferred = 0, host = '127.0.0.1') {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(preferred, host, () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Connects, says `greeting` if there is one, and gives the first bytes of the answer, or undefined. */
export function ask(port, greeting) {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' });
    const answer = (value) => {
      socket.destroy();
      resolve(value);
    };
    socket.setTimeout(1000, () => answer(undefined));
    socket.on('error', () => answer(undefined));
    socket.on('close', () => resolve(undefined));
    socket.on('data', (bytes) => answer(bytes));
    if (greeting) socket.write(greeting);
  });
}
