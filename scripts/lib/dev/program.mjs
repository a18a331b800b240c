/** A program that runs until it is stopped: its lines under its name, ready when it says so, started again on demand. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { ROOT } from '../paths.mjs';

const STOP_WITHIN_MS = 4000;

/**
 * `ready` is what its output shows when it serves; `say(line)` gets every line. Returns `{ start, restart, stop }`;
 * `start` resolves when it is ready and rejects when it ends before.
 */
export function openProgram({ name, args, cwd = ROOT, env = {}, ready, say }) {
  let running;

  function start() {
    // The leader of a group of its own: whatever it starts is stopped with it.
    const child = spawn(process.execPath, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    const gone = new Promise((resolve) => child.once('close', resolve));
    const served = new Promise((resolve, reject) => {
      for (const stream of [child.stdout, child.stderr]) {
        createInterface({ input: stream }).on('line', (line) => {
          say(name, line);
          if (ready.test(line)) resolve();
        });
      }
      gone.then((code) => reject(new Error(`${name} ended (exit ${code ?? 'by a signal'}).`)));
    });
    running = { child, gone };
    return served;
  }

  async function stop() {
    if (!running) return;
    const { child, gone } = running;
    running = undefined;
    signalGroup(child, 'SIGTERM');
    const impatient = setTimeout(() => signalGroup(child, 'SIGKILL'), STOP_WITHIN_MS);
    await gone;
    clearTimeout(impatient);
    // It may have left children behind that hold none of its pipes.
    signalGroup(child, 'SIGKILL');
  }

  return { start, stop, restart: async () => (await stop(), start()) };
}

function signalGroup(child, signal) {
  try {
    if (child.pid) process.kill(-child.pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error; // It has ended already.
  }
}
