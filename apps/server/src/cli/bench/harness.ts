import type { Result } from '@liuliang/domain';
import type { CpuMeter } from './cpu';
import { watchMachine, type MachineShare } from './machine';
import { rank } from './median';

/** One way of doing the work. `run` repeats it until the time is over and tells what it did. */
export interface BenchCase {
  readonly name: string;
  /** What is done before each round without being measured. */
  prepare?(): Promise<void>;
  run(forMs: number): Promise<Round>;
}

export interface Round {
  readonly done: number;
  /** How long each caller waited for an answer. */
  readonly waitsMs: readonly number[];
}

export interface CaseResult {
  readonly case: string;
  readonly perSecond: number;
  readonly perCpuSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export interface Pace {
  readonly rounds: number;
  readonly roundMs: number;
  readonly warmUpMs: number;
}

/** At least 5 rounds, else a median says little. */
export const fullPace: Pace = { rounds: 5, roundMs: 1500, warmUpMs: 700 };
export const quickPace: Pace = { rounds: 5, roundMs: 400, warmUpMs: 300 };

/** What was measured of each case, round by round, and who else was at the machine meanwhile. */
export interface Measured {
  readonly rounds: ReadonlyMap<string, readonly CaseResult[]>;
  readonly machine: MachineShare | null;
}

/** Measures the cases in turns, so that a machine that gets slower or busier does so for all of them. */
export async function measure(
  cases: readonly BenchCase[],
  pace: Pace,
  cpu: CpuMeter,
  say: (text: string) => void,
): Promise<Measured> {
  for (const one of cases) {
    await one.prepare?.();
    await one.run(pace.warmUpMs);
  }
  const machine = watchMachine(cpu);
  const rounds = new Map<string, CaseResult[]>(cases.map(({ name }) => [name, []]));
  for (let round = 0; round < pace.rounds; round += 1) {
    // Back and forth: nobody is always the one who runs after the heaviest.
    for (const one of round % 2 === 0 ? cases : [...cases].reverse()) {
      rounds.get(one.name)?.push(await measureOnce(one, pace.roundMs, cpu));
    }
    say(`round ${round + 1} of ${pace.rounds}`);
  }
  return { rounds, machine: machine() };
}

async function measureOnce(one: BenchCase, forMs: number, cpu: CpuMeter): Promise<CaseResult> {
  await one.prepare?.();
  const cpuBefore = cpu.secondsUsed();
  const startedAt = process.hrtime.bigint();
  const { done, waitsMs } = await one.run(forMs);
  const seconds = Number(process.hrtime.bigint() - startedAt) / 1e9;
  const cpuSeconds = cpu.secondsUsed() - cpuBefore;
  const sorted = Float64Array.from(waitsMs).sort();
  return {
    case: one.name,
    perSecond: done / seconds,
    perCpuSecond: done / cpuSeconds,
    p50Ms: rank(sorted, 0.5),
    p99Ms: rank(sorted, 0.99),
  };
}

/**
 * Lets `callers` do something again and again until the time is over; each waits for its answer before the next.
 * @param call what they do; a refusal is a mistake of the bench
 */
export async function callAgain(
  callers: number,
  forMs: number,
  call: () => Promise<Result<unknown> | void>,
  worth: number = 1,
): Promise<Round> {
  const waitsMs: number[] = [];
  const endsAt = performance.now() + forMs;
  const caller = async (): Promise<void> => {
    while (performance.now() < endsAt) {
      const askedAt = performance.now();
      const answer = await call();
      if (answer && !answer.ok) throw new Error(`A call of the bench was refused: ${answer.error.code}`);
      waitsMs.push(performance.now() - askedAt);
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return { done: waitsMs.length * worth, waitsMs };
}
