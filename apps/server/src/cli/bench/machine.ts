import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { TICKS_PER_SECOND, type CpuMeter } from './cpu';

/** How much of the machine others had while a bench ran. Shares are of all processors together, 0 to 1. */
export interface MachineShare {
  readonly cores: number;
  /** Tasks that ran or waited to run over the last minute, ours among them. */
  readonly load: number;
  /** Taken away by the host on which this machine is a guest. */
  readonly stolen: number;
  /** Used by processes that are not ours, and by the kernel for nobody in particular. */
  readonly others: number;
}

/** Where the kernel tells what its processors did. */
export interface MachineFiles {
  /** /proc/stat */
  stat(): string;
  /** /proc/loadavg */
  loadavg(): string;
}

const linux: MachineFiles = {
  stat: () => readFileSync('/proc/stat', 'latin1'),
  loadavg: () => readFileSync('/proc/loadavg', 'latin1'),
};

/**
 * Starts to watch the machine.
 * @param ours processor time of everything that belongs to the bench
 * @returns what tells how it was shared since the start; null where the kernel does not say, as outside of Linux
 */
export function watchMachine(
  ours: Pick<CpuMeter, 'secondsOfBench'>,
  files: MachineFiles = linux,
): () => MachineShare | null {
  const before = readTicks(files);
  const oursBefore = ours.secondsOfBench();
  return () => {
    const after = readTicks(files);
    if (!before || !after) return null;
    const all = after.all - before.all;
    if (all <= 0) return null;
    const stolen = after.stolen - before.stolen;
    const own = (ours.secondsOfBench() - oursBefore) * TICKS_PER_SECOND;
    const others = all - (after.idle - before.idle) - stolen - own;
    return {
      cores: cpus().length,
      load: Number(files.loadavg().split(' ')[0]),
      stolen: shareOf(stolen, all),
      others: shareOf(others, all),
    };
  };
}

interface Ticks {
  readonly all: number;
  readonly idle: number;
  readonly stolen: number;
}

/** The first line: user, nice, system, idle, iowait, irq, softirq, steal; guests are counted in user already. */
function readTicks(files: MachineFiles): Ticks | null {
  try {
    const [line = ''] = files.stat().split('\n');
    const [name, ...words] = line.split(/\s+/);
    const ticks = words.slice(0, 8).map(Number);
    if (name !== 'cpu' || ticks.length < 8 || ticks.some(Number.isNaN)) return null;
    const [, , , idle = 0, waiting = 0, , , stolen = 0] = ticks;
    return { all: ticks.reduce((sum, one) => sum + one, 0), idle: idle + waiting, stolen };
  } catch {
    // Another operating system.
    return null;
  }
}

/** Ticks are whole and ours are not, so a part may seem a little less than nothing. */
function shareOf(part: number, all: number): number {
  return Number(Math.max(0, part / all).toFixed(3));
}
