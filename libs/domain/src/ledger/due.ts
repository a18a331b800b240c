import { repayments, type LotBucket, type LotPart, type TimedLot } from './lots';

/** A hold whose time is over, with the lots that it keeps. */
export interface OverdueHold {
  readonly holdId: number;
  readonly untilMs: number;
  readonly parts: readonly LotPart[];
}

/** One thing that time has done to an owner's points. */
export type DueStep =
  | {
      readonly kind: 'activate' | 'expire';
      readonly lotId: number;
      readonly points: number;
      readonly atMs: number;
    }
  | { readonly kind: 'lapse'; readonly holdId: number; readonly points: number; readonly atMs: number };

/** At one instant points first come, then go. */
const TURN = { activate: 0, lapse: 1, expire: 2 } as const;

interface Event {
  readonly kind: keyof typeof TURN;
  readonly id: number;
  readonly atMs: number;
}

/**
 * What has come due up to now, oldest first: pending that becomes available, holds that lapse, lots that expire. What
 * is held is protected from expiry until it is given back.
 */
export function dueSteps(
  lots: readonly TimedLot[],
  overdue: readonly OverdueHold[],
  nowMs: number,
): DueStep[] {
  return simulate(new LotSimulation(lots), lots, overdue, nowMs);
}

/** Lots as they are by time, whatever was posted of what has come due. */
export function settledAt(
  lots: readonly TimedLot[],
  overdue: readonly OverdueHold[],
  nowMs: number,
): readonly TimedLot[] {
  const simulation = new LotSimulation(lots);
  simulate(simulation, lots, overdue, nowMs);
  return simulation.all();
}

function simulate(
  simulation: LotSimulation,
  lots: readonly TimedLot[],
  overdue: readonly OverdueHold[],
  nowMs: number,
): DueStep[] {
  const holds = new Map(overdue.map((hold) => [hold.holdId, hold]));
  return eventsOf(lots, overdue, nowMs).flatMap(({ kind, id, atMs }): DueStep[] => {
    const points = kind === 'lapse' ? simulation.lapse(holds.get(id)?.parts ?? []) : simulation[kind](id);
    if (points <= 0) return [];
    return [kind === 'lapse' ? { kind, holdId: id, points, atMs } : { kind, lotId: id, points, atMs }];
  });
}

function eventsOf(lots: readonly TimedLot[], overdue: readonly OverdueHold[], nowMs: number): Event[] {
  const events: Event[] = [];
  const expiries = new Map<number, number>();
  for (const { id, pending, remaining, activatesAtMs, expiresAtMs } of lots) {
    const isActivated = pending > 0 && activatesAtMs <= nowMs;
    if (isActivated) events.push({ kind: 'activate', id, atMs: activatesAtMs });
    if (expiresAtMs > nowMs) continue;
    expiries.set(id, expiresAtMs);
    if (remaining > 0) events.push({ kind: 'expire', id, atMs: expiresAtMs });
    // What becomes available expires in its turn, at once where its time was over before.
    if (isActivated) events.push({ kind: 'expire', id, atMs: Math.max(activatesAtMs, expiresAtMs) });
  }
  for (const { holdId, untilMs, parts } of overdue) {
    if (untilMs > nowMs) continue;
    events.push({ kind: 'lapse', id: holdId, atMs: untilMs });
    for (const { lotId } of parts) {
      const expiresAtMs = expiries.get(lotId);
      // What a hold gives back to a lot that has expired expires there and then.
      if (expiresAtMs !== undefined) {
        events.push({ kind: 'expire', id: lotId, atMs: Math.max(expiresAtMs, untilMs) });
      }
    }
  }
  return events.sort((a, b) => a.atMs - b.atMs || TURN[a.kind] - TURN[b.kind] || a.id - b.id);
}

/** Goes through the steps on copies, because what an activation repays is not there to expire. */
class LotSimulation {
  private readonly lots: Map<number, TimedLot>;

  constructor(lots: readonly TimedLot[]) {
    this.lots = new Map(lots.map((lot) => [lot.id, lot]));
  }

  all(): TimedLot[] {
    return [...this.lots.values()];
  }

  activate(lotId: number): number {
    const points = this.lots.get(lotId)?.pending ?? 0;
    this.add(lotId, 'pending', -points);
    this.add(lotId, 'remaining', points);
    this.repay();
    return points;
  }

  expire(lotId: number): number {
    const points = Math.max(this.lots.get(lotId)?.remaining ?? 0, 0);
    this.add(lotId, 'remaining', -points);
    return points;
  }

  lapse(parts: readonly LotPart[]): number {
    for (const { lotId, points } of parts) {
      this.add(lotId, 'held', -points);
      this.add(lotId, 'remaining', points);
    }
    this.repay();
    return parts.reduce((sum, { points }) => sum + points, 0);
  }

  private repay(): void {
    const { from, to } = repayments([...this.lots.values()]);
    for (const { lotId, points } of from) this.add(lotId, 'remaining', -points);
    for (const { lotId, points } of to) this.add(lotId, 'remaining', points);
  }

  private add(lotId: number, bucket: LotBucket, points: number): void {
    const lot = this.lots.get(lotId);
    if (lot && points !== 0) this.lots.set(lotId, { ...lot, [bucket]: lot[bucket] + points });
  }
}
