/** Progress for people. Everything goes to standard error: standard output belongs to the answer of a command. */

const color = process.stderr.isTTY && !process.env.NO_COLOR;
const paint = (code) => (text) => (color ? `\x1b[${code}m${text}\x1b[0m` : text);

export const bold = paint(1);
export const dim = paint(2);
export const red = paint(31);
export const green = paint(32);
export const yellow = paint(33);

export function say(message) {
  process.stderr.write(`${message}\n`);
}

/** `850 ms`, `4.2 s`, `3 min 07 s`. */
export function duration(ms) {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}

/** Says what is going on, does it, and says how long it took. */
export async function timed(message, work) {
  const startedAt = performance.now();
  say(`${message} …`);
  const value = await work();
  say(dim(`  done in ${duration(performance.now() - startedAt)}`));
  return value;
}

/**
 * The top of a script: turns a thrown error into one readable line and exit code 1. An error that carries `advice`
 * prints it below, because the reader wants to know what to do, not where the script stopped.
 */
export async function main(work) {
  try {
    const code = await work();
    // Left alone otherwise: the work may have become another program, which sets its own.
    if (code !== undefined) process.exitCode = code;
  } catch (error) {
    say(red(error instanceof Error ? error.message : String(error)));
    if (error?.advice) say(error.advice);
    if (process.env.DEBUG) say(String(error?.stack));
    process.exitCode = 1;
  }
}
