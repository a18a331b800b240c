import { greatestOf, leastOf } from '@liuliang/domain';
import type { CaseResult, Measured } from './harness';
import type { MachineShare } from './machine';
import { median } from './median';

/** Between its rounds the raw limit may differ by so much of its median. Beyond it the machine was measured, not us. */
export const SWING_MAX = 0.3;

type Figure = 'perSecond' | 'perCpuSecond' | 'p99Ms';

/** How much faster one case is than another; with `need` it is a budget. */
export interface Ratio {
  readonly ratio: string;
  readonly of: string;
  readonly to: string;
  readonly by: Figure;
  readonly need?: number;
  /** The raw limit, when `to` is another way of doing it and not the limit itself. */
  readonly limit?: string;
}

/** A wait that a case must stay under, told as a ratio of what is allowed to what was measured. */
export interface Patience {
  readonly ratio: string;
  readonly of: string;
  readonly p99MsMax: number;
  readonly limit: string;
}

/** How many a second a case must do, whatever the limit does. */
export interface Floor {
  readonly ratio: string;
  readonly of: string;
  readonly perSecondMin: number;
  readonly limit: string;
}

export interface Budget {
  readonly ratio: string;
  readonly need: number;
  readonly got: number;
  /** Null when it was not judged. */
  readonly ok: boolean | null;
  readonly verdict: 'met' | 'missed' | 'not judged';
}

/** How far a raw limit was from itself. */
export interface LimitSwing {
  readonly case: string;
  readonly by: Figure;
  /** (highest round − lowest round) ÷ median. */
  readonly swing: number;
}

/** What `bench NAME --json` answers. */
export interface BenchReport {
  readonly name: string;
  readonly engine: string;
  /** Null where the kernel does not say. */
  readonly machine: MachineShare | null;
  readonly results: readonly CaseResult[];
  readonly ratios: Readonly<Record<string, number>>;
  readonly limits: readonly LimitSwing[];
  readonly budget: readonly Budget[];
  /** True when every budget is met, false when one is missed, null when none is missed and one was not judged. */
  readonly ok: boolean | null;
}

export interface Wanted {
  readonly ratios: readonly Ratio[];
  readonly patience?: readonly Patience[];
  readonly floors?: readonly Floor[];
}

/**
 * Medians of every case and of every ratio, which is taken within each round, where both cases met the same machine.
 * A budget whose raw limit swung by more than SWING_MAX is neither met nor missed.
 * @throws Error when a ratio names a case that was not measured
 */
export function judge(name: string, engine: string, measured: Measured, wanted: Wanted): BenchReport {
  const got = [
    ...wanted.ratios.map((one) => ({ ...one, limit: one.limit ?? one.to, got: ratioOf(measured, one) })),
    ...(wanted.patience ?? []).map((one) => {
      const waited = median(figuresOf(measured, one.of, 'p99Ms'));
      return { ...one, by: 'perSecond' as const, need: 1, got: toHundredth(one.p99MsMax / waited) };
    }),
    ...(wanted.floors ?? []).map((one) => {
      const reached = median(figuresOf(measured, one.of, 'perSecond'));
      return { ...one, by: 'perSecond' as const, need: one.perSecondMin, got: toTenth(reached) };
    }),
  ];
  const budget = got.flatMap(({ ratio, need, got: reached, limit, by }): Budget[] =>
    need === undefined
      ? []
      : [budgetOf({ ratio, need, got: reached }, swingOf(measured, limit, by).swing <= SWING_MAX)],
  );
  return {
    name,
    engine,
    machine: measured.machine,
    results: [...measured.rounds].map(([one, own]) => medianOf(one, own)),
    ratios: Object.fromEntries(got.map((one) => [one.ratio, one.got])),
    limits: limitsOf(measured, got),
    budget,
    ok: okOf(budget),
  };
}

/** Adds what is counted and not timed, so that it is judged however busy the machine was. */
export function withCounted(
  report: BenchReport,
  counted: readonly Pick<Budget, 'ratio' | 'need' | 'got'>[],
): BenchReport {
  const budget = [...report.budget, ...counted.map((one) => budgetOf(one, true))];
  return { ...report, budget, ok: okOf(budget) };
}

/** 0 when every budget is met, 1 when one is missed, 2 when nothing is missed but something was not judged. */
export function exitCodeOf({ ok }: Pick<BenchReport, 'ok'>): number {
  if (ok === null) return 2;
  return ok ? 0 : 1;
}

function budgetOf(figures: Pick<Budget, 'ratio' | 'need' | 'got'>, isSteady: boolean): Budget {
  if (!isSteady) return { ...figures, ok: null, verdict: 'not judged' };
  const ok = figures.got >= figures.need;
  return { ...figures, ok, verdict: ok ? 'met' : 'missed' };
}

function okOf(budget: readonly Budget[]): boolean | null {
  if (budget.some(({ ok }) => ok === false)) return false;
  return budget.every(({ ok }) => ok) ? true : null;
}

function ratioOf(measured: Measured, { of, to, by }: Ratio): number {
  const below = figuresOf(measured, to, by);
  return toHundredth(median(figuresOf(measured, of, by).map((one, i) => one / (below[i] ?? 0))));
}

function limitsOf(
  measured: Measured,
  wanted: readonly { readonly limit: string; readonly by: Figure }[],
): LimitSwing[] {
  const one = new Map(wanted.map(({ limit, by }) => [`${limit} ${by}`, swingOf(measured, limit, by)]));
  return [...one.values()];
}

function swingOf(measured: Measured, limit: string, by: Figure): LimitSwing {
  const figures = figuresOf(measured, limit, by);
  const swing = (greatestOf(figures) - leastOf(figures)) / median(figures);
  return { case: limit, by, swing: toHundredth(swing) };
}

function figuresOf({ rounds }: Measured, wanted: string, by: Figure): number[] {
  const own = rounds.get(wanted);
  if (!own) throw new Error(`No case is called ${wanted}`);
  return own.map((round) => round[by]);
}

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
