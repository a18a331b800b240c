import { readFileSync } from 'node:fs';

/** Kernel clock ticks per second, which Linux has fixed at 100 for what /proc tells. */
export const TICKS_PER_SECOND = 100;

/** Seconds of processor time used so far by this process and, where it can be seen, by the database server. */
export interface CpuMeter {
  /** False when the database server runs elsewhere: then only our own side is counted. */
  readonly countsEngine: boolean;
  secondsUsed(): number;
  /** Of all that belongs to the bench, also what no case counts, such as the client of a server that is measured. */
  secondsOfBench(): number;
}

/** @param enginePid process id of the database server on this machine; null when there is none or it is elsewhere */
export function openCpuMeter(enginePid: number | null): CpuMeter {
  const isSeen = enginePid !== null && secondsOf(enginePid) !== null;
  const secondsUsed = (): number => {
    const { user, system } = process.cpuUsage();
    const engine = isSeen ? (secondsOf(enginePid) ?? 0) : 0;
    return (user + system) / 1e6 + engine;
  };
  return { countsEngine: isSeen, secondsUsed, secondsOfBench: secondsUsed };
}

/** Processor time of another process so far; null where it cannot be seen. */
export function secondsOf(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name in parentheses may hold spaces; the 14th and 15th field are user and system time.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
  } catch {
    // Another machine, another operating system, or not ours to look at.
    return null;
  }
}
