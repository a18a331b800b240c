import { assert } from '../../shared/assert';
import { NEVER_MS } from '../../shared/limits';
import type { ClawbackPolicy } from '../lots';
import type { Funder } from '../posting';
import type { CreditFact } from './facts';

export const HQ: Funder = { kind: 'system', id: 0 };

/** Points of one fact with one end, as facts leave them. */
export interface FactLot {
  /** Makes equal ends of one fact one lot, and orders what expires at one instant by when it came. */
  readonly place: number;
  /** Id of the fact that gave them; a hold's for what it holds and never had. */
  readonly rootId: number;
  readonly source: string;
  readonly funder: Funder;
  readonly storeId: number;
  readonly activatesAtMs: number;
  expiresAtMs: number;
  pending: number;
  remaining: number;
  held: number;
}

export interface FactPart {
  readonly lot: FactLot;
  readonly points: number;
}

export interface FactHold {
  readonly id: number;
  readonly placedAtMs: number;
  readonly untilMs: number;
  state: 'open' | 'captured' | 'given-back';
  /** In the order of consumption. What it holds while open; what was taken once captured. */
  parts: readonly FactPart[];
  restored: number;
}

export interface FactDebt {
  readonly funder: Funder;
  /** Whether it is left, or left only as far as a hold may bring it in, or not at all. */
  readonly policy: ClawbackPolicy;
  points: number;
}

interface WriteOff {
  readonly atMs: number;
  readonly funder: Funder;
  points: number;
}

/** What one owner has. */
export interface FactOwner {
  lots: FactLot[];
  holds: FactHold[];
  debts: FactDebt[];
  /** What was written off because it was spent, and comes back to the funder when the spend is refunded. */
  writeOffs: WriteOff[];
}

export const funderSlot = ({ kind, id }: Funder): string => `${kind}:${id}`;

/** Points by funder. */
export class FunderSums {
  private readonly sums = new Map<string, { readonly funder: Funder; points: number }>();

  add(funder: Funder, points: number): void {
    const slot = funderSlot(funder);
    const sum = this.sums.get(slot);
    if (sum) sum.points += points;
    else this.sums.set(slot, { funder, points });
  }

  all(): readonly { readonly funder: Funder; readonly points: number }[] {
    return [...this.sums.values()];
  }
}

const isAlive = (lot: FactLot): boolean => lot.pending > 0 || lot.remaining > 0 || lot.held > 0;
const inTurn = (lots: readonly FactLot[]): FactLot[] =>
  [...lots].sort((a, b) => a.expiresAtMs - b.expiresAtMs || a.place - b.place);

/** One owner's lots, holds and debts, moved by the rules of HANDBOOK 9 and 24 and by nothing else. */
export class FactBook {
  constructor(
    readonly owner: FactOwner,
    /** What its lots gave to breakage and write-off. */
    readonly breakage: FunderSums,
    readonly writtenOff: FunderSums,
    private readonly expired: Map<string, number>,
    /** What becomes of points that are owed and cannot be taken: the programme's policy. */
    private readonly policy: ClawbackPolicy,
    private readonly nextPlace: () => number,
  ) {}

  credit(fact: CreditFact): void {
    if (fact.points === 0) return;
    this.extend(fact.atMs, fact.extendToMs);
    const { source, funder, storeId, activatesAtMs, expiresAtMs, points } = fact;
    const isPending = activatesAtMs > fact.atMs;
    this.owner.lots.push({
      ...{ place: this.nextPlace(), rootId: fact.id, source, funder, storeId, activatesAtMs, expiresAtMs },
      ...{ pending: isPending ? points : 0, remaining: isPending ? 0 : points, held: 0 },
    });
    this.repay();
  }

  /** Activity moves the end of everything that is alive at its instant. */
  extend(atMs: number, toMs: number | null): void {
    if (toMs === null) return;
    for (const lot of this.owner.lots) {
      if (isAlive(lot) && lot.expiresAtMs > atMs && lot.expiresAtMs < toMs) lot.expiresAtMs = toMs;
    }
  }

  /** @returns what could not be taken */
  take(points: number, from: readonly FactLot[], bucket: 'pending' | 'remaining'): number {
    let left = points;
    for (const lot of inTurn(from)) {
      const taken = Math.min(Math.max(lot[bucket], 0), left);
      lot[bucket] -= taken;
      left -= taken;
    }
    return left;
  }

  of(source: string): FactLot[] {
    return this.owner.lots.filter((lot) => lot.source === source);
  }

  get held(): number {
    return this.owner.holds.reduce(
      (sum, hold) => sum + (hold.state === 'open' ? pointsOf(hold.parts) : 0),
      0,
    );
  }

  private owed(isSoft: boolean): number {
    return this.owner.debts.reduce(
      (sum, { policy, points }) => sum + ((policy === 'within-balance') === isSoft ? points : 0),
      0,
    );
  }

  /** What more may be owed because a hold may still bring it in. */
  get bearable(): number {
    return Math.max(0, this.held - this.owed(true) - this.owed(false));
  }

  /** Leaves a debt that the next points repay. */
  owe(funder: Funder, points: number, policy: ClawbackPolicy): void {
    if (points > 0) this.owner.debts.push({ funder, points, policy });
  }

  /** Something that became known later leaves less than was spent: the programme's policy says who bears it. */
  lack(points: number, atMs: number, policy = this.policy): void {
    this.owe(HQ, points, policy);
    this.forgive(atMs);
  }

  /** Writes off what no hold can bring in any more, the newest debt first. */
  forgive(atMs: number): void {
    let excess = this.owed(true) - Math.max(0, this.held - this.owed(false));
    for (const debt of [...this.owner.debts].reverse()) {
      if (debt.policy === 'unlimited') continue;
      const most = debt.policy === 'only-pending' ? debt.points : Math.max(excess, 0);
      const points = Math.min(most, debt.points);
      debt.points -= points;
      if (debt.policy === 'within-balance') excess -= points;
      this.writeOff(debt.funder, points, atMs, debt.policy);
    }
    this.owner.debts = this.owner.debts.filter(({ points }) => points > 0);
  }

  writeOff(funder: Funder, points: number, atMs: number, policy: ClawbackPolicy): void {
    if (points === 0) return;
    this.writtenOff.add(funder, points);
    if (policy === 'within-balance') this.owner.writeOffs.push({ atMs, funder, points });
  }

  hold(id: number, points: number, atMs: number, untilMs: number): void {
    const parts: FactPart[] = [];
    let left = points;
    for (const lot of inTurn(this.owner.lots)) {
      const taken = Math.min(Math.max(lot.remaining, 0), left);
      if (taken === 0) continue;
      lot.remaining -= taken;
      lot.held += taken;
      parts.push({ lot, points: taken });
      left -= taken;
    }
    if (left > 0) parts.push({ lot: this.borrowed(id, left), points: left });
    this.owner.holds.push({ id, placedAtMs: atMs, untilMs, state: 'open', parts, restored: 0 });
    this.lack(left, atMs);
  }

  /** What is held and was never there, because of something that became known later. */
  private borrowed(holdId: number, points: number): FactLot {
    const lot: FactLot = {
      ...{ place: this.nextPlace(), rootId: holdId, source: '', funder: HQ, storeId: 0, activatesAtMs: 0 },
      ...{ expiresAtMs: NEVER_MS, pending: 0, remaining: 0, held: points },
    };
    this.owner.lots.push(lot);
    return lot;
  }

  capture(hold: FactHold, points: number, atMs: number, reinstateToMs: number | null): void {
    for (const { lot, points: part } of hold.parts) lot.held -= part;
    const rest = pointsOf(hold.parts) - points;
    const back = lastTaken(hold.parts, rest, 0);
    for (const { lot, points: part } of back) this.putBack(lot, part, atMs, reinstateToMs);
    hold.parts = less(hold.parts, back);
    hold.state = 'captured';
    this.repay();
    this.forgive(atMs);
  }

  giveBack(hold: FactHold, atMs: number, reinstateToMs: number | null): void {
    hold.state = 'given-back';
    for (const { lot, points } of hold.parts) {
      lot.held -= points;
      this.putBack(lot, points, atMs, reinstateToMs);
    }
    this.repay();
    this.forgive(atMs);
  }

  /** Back into the lots that it was taken from; what was written off for the spend is repaid first. */
  restore(hold: FactHold, points: number, atMs: number, reinstateToMs: number | null): void {
    const back = lastTaken(hold.parts, points, hold.restored);
    const lots = back.map(({ lot, points: part }) => this.putBack(lot, part, atMs, reinstateToMs));
    hold.restored += points;
    let left = points;
    for (const written of this.owner.writeOffs) {
      if (written.atMs < hold.placedAtMs) continue;
      const wanted = Math.min(written.points, left);
      const repaid = wanted - this.take(wanted, lots, 'remaining');
      written.points -= repaid;
      left -= repaid;
      this.writtenOff.add(written.funder, -repaid);
    }
    this.repay();
  }

  private putBack(lot: FactLot, points: number, atMs: number, reinstateToMs: number | null): FactLot {
    const isLate = lot.expiresAtMs <= atMs;
    const to =
      isLate && reinstateToMs !== null && reinstateToMs > lot.expiresAtMs
        ? this.again(lot, reinstateToMs)
        : lot;
    to.remaining += points;
    if (!this.owner.lots.includes(to)) this.owner.lots.push(to);
    return to;
  }

  private again(lot: FactLot, expiresAtMs: number): FactLot {
    const same = this.owner.lots.find(
      (one) => one.rootId === lot.rootId && one !== lot && one.expiresAtMs === expiresAtMs,
    );
    return same ?? { ...lot, place: this.nextPlace(), expiresAtMs, pending: 0, remaining: 0, held: 0 };
  }

  activate(lot: FactLot): void {
    lot.remaining += lot.pending;
    lot.pending = 0;
    this.repay();
  }

  expire(lot: FactLot): void {
    this.breakage.add(lot.funder, lot.remaining);
    this.expired.set(lot.source, (this.expired.get(lot.source) ?? 0) + lot.remaining);
    lot.remaining = 0;
  }

  /** What is there repays what is owed, the oldest debt first. */
  repay(): void {
    for (const debt of this.owner.debts) {
      const missing = this.take(debt.points, this.owner.lots, 'remaining');
      debt.points = missing;
      if (missing > 0) break;
    }
    this.owner.debts = this.owner.debts.filter(({ points }) => points > 0);
  }
}

export const pointsOf = (parts: readonly FactPart[]): number =>
  parts.reduce((sum, { points }) => sum + points, 0);

/** The part of what was taken that comes back: last taken first, after what came back before. */
function lastTaken(parts: readonly FactPart[], points: number, alreadyBack: number): FactPart[] {
  const back: FactPart[] = [];
  let [skip, left] = [alreadyBack, points];
  for (const part of [...parts].reverse()) {
    const given = Math.min(Math.max(part.points - skip, 0), left);
    skip = Math.max(skip - part.points, 0);
    if (given > 0) back.push({ lot: part.lot, points: given });
    left -= given;
  }
  assert(left === 0, 'LEDGER-6', 'no more comes back than was taken');
  return back;
}

function less(parts: readonly FactPart[], back: readonly FactPart[]): FactPart[] {
  return parts
    .map(({ lot, points }) => ({
      lot,
      points: points - (back.find((one) => one.lot === lot)?.points ?? 0),
    }))
    .filter(({ points }) => points > 0);
}
