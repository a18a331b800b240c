import type { Result } from '@liuliang/domain';
import type { CpuMeter } from './cpu';

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

export interface Budget {
  readonly ratio: string;
  readonly need: number;
  readonly got: number;
  readonly ok: boolean;
}

/** What `bench NAME --json` answers. */
export interface BenchReport {
  readonly name: string;
  readonly engine: string;
  readonly results: readonly CaseResult[];
  readonly ratios: Readonly<Record<string, number>>;
  readonly budget: readonly Budget[];
  readonly ok: boolean;
}

export interface Pace {
  readonly rounds: number;
  readonly roundMs: number;
  readonly warmUpMs: number;
}

/** At least 5 rounds, else a median says little. */
export const fullPace: Pace = { rounds: 5, roundMs: 1500, warmUpMs: 700 };
export const quickPace: Pace = { rounds: 5, roundMs: 400, warmUpMs: 300 };

/** What was measured of each case, round by round. */
export type Rounds = ReadonlyMap<string, readonly CaseResult[]>;

/** Measures the cases in turns, so that a machine that gets slower or busier does so for all of them. */
export async function measure(
  cases: readonly BenchCase[],
  pace: Pace,
  cpu: CpuMeter,
  say: (text: string) => void,
): Promise<Rounds> {
  for (const one of cases) {
    await one.prepare?.();
    await one.run(pace.warmUpMs);
  }
  const rounds = new Map<string, CaseResult[]>(cases.map(({ name }) => [name, []]));
  for (let round = 0; round < pace.rounds; round += 1) {
    // Back and forth: nobody is always the one who runs after the heaviest.
    for (const one of round % 2 === 0 ? cases : [...cases].reverse()) {
      rounds.get(one.name)?.push(await measureOnce(one, pace.roundMs, cpu));
    }
    say(`round ${round + 1} of ${pace.rounds}`);
  }
  return rounds;
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

/** Nearest rank. */
function rank(sorted: Float64Array, share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

const median = (values: readonly number[]): number => rank(Float64Array.from(values).sort(), 0.5);

function medianOf(name: string, rounds: readonly CaseResult[]): CaseResult {
  return {
    case: name,
    perSecond: toTenth(median(rounds.map((round) => round.perSecond))),
    perCpuSecond: toTenth(median(rounds.map((round) => round.perCpuSecond))),
    p50Ms: toHundredth(median(rounds.map((round) => round.p50Ms))),
    p99Ms: toHundredth(median(rounds.map((round) => round.p99Ms))),
  };
}

const toTenth = (value: number): number => Number(value.toFixed(1));
const toHundredth = (value: number): number => Number(value.toFixed(2));

/** How much faster one case is than another; with `need` it is a budget. */
export interface Ratio {
  readonly ratio: string;
  readonly of: string;
  readonly to: string;
  readonly by: 'perSecond' | 'perCpuSecond';
  readonly need?: number;
}

/** A wait that a case must stay under, told as a ratio of what is allowed to what was measured. */
export interface Patience {
  readonly ratio: string;
  readonly of: string;
  readonly p99MsMax: number;
}

/**
 * Medians of every case, and of every ratio. A ratio is taken within each round, where both cases met the same machine.
 */
export function judge(
  name: string,
  engine: string,
  rounds: Rounds,
  ratios: readonly Ratio[],
  patience: readonly Patience[] = [],
): BenchReport {
  const figures = (wanted: string, by: Ratio['by'] | 'p99Ms'): number[] => {
    const own = rounds.get(wanted);
    if (!own) throw new Error(`No case is called ${wanted}`);
    return own.map((round) => round[by]);
  };
  const speeds = ratios.map(({ ratio, of, to, by, need }) => {
    const below = figures(to, by);
    return { ratio, need, got: toHundredth(median(figures(of, by).map((one, i) => one / (below[i] ?? 0)))) };
  });
  const waits = patience.map(({ ratio, of, p99MsMax }) => {
    return { ratio, need: 1, got: toHundredth(p99MsMax / median(figures(of, 'p99Ms'))) };
  });
  const got = [...speeds, ...waits];
  const budget = got.flatMap((one): Budget[] =>
    one.need === undefined
      ? []
      : [{ ratio: one.ratio, need: one.need, got: one.got, ok: one.got >= one.need }],
  );
  return {
    name,
    engine,
    results: [...rounds].map(([one, own]) => medianOf(one, own)),
    ratios: Object.fromEntries(got.map((one) => [one.ratio, one.got])),
    budget,
    ok: budget.every((one) => one.ok),
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
