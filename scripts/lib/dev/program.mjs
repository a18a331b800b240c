/** A program that runs until it is stopped: its lines under its name, ready when it says so, started again on demand. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT } from '../paths.mjs';

const STOP_WITHIN_MS = 4000;
const GONE_WITHIN_MS = 1000;

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
    // A signal is sent before it has taken effect: their ports are free once they are gone.
    const giveUpAt = performance.now() + GONE_WITHIN_MS;
    while (signalGroup(child, 'SIGKILL') && performance.now() < giveUpAt) await sleep(5);
  }

  return { start, stop, restart: async () => (await stop(), start()) };
}

/** Whether anybody was there to hear it. */
function signalGroup(child, signal) {
  try {
    return child.pid !== undefined && process.kill(-child.pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
    return false;
  }
}
