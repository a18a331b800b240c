/** What the tests ask about processes, from Linux's /proc. */
import { readFileSync, readdirSync } from 'node:fs';

/** True while it does anything; one that has ended and whose parent has not looked yet is gone. */
export function isRunning(pid) {
  const stat = statOf(pid);
  return stat !== undefined && stat.state !== 'Z';
}

/** Every process below one. */
export function processesBelow(pid) {
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((name) => [Number(name), statOf(name)?.parent]),
  );
  const isBelow = (one) => one === pid || (parents.has(one) && isBelow(parents.get(one)));
  return [...parents.keys()].filter((one) => one !== pid && isBelow(one));
}

function statOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name before may hold anything, brackets included.
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state, parent: Number(parent) };
  } catch {
    return undefined; // It has ended meanwhile.
  }
}
