import { appendTo } from '../../shared/lists';
import { assert } from '../../shared/assert';
import type { ClawbackPolicy } from '../lots';
import { FactBook, FunderSums, type FactHold, type FactLot, type FactOwner } from './book';
import {
  inOrderOfTime,
  type CaptureFact,
  type PointsFact,
  type RefundFact,
  type ReleaseFact,
  type RestoreFact,
} from './facts';

/** What owners have once everything that is known has happened at its own time. */
export interface Settled {
  /** By owner id. */
  readonly owners: ReadonlyMap<number, FactOwner>;
  readonly breakage: FunderSums;
  readonly writtenOff: FunderSums;
  /** What refunds took of each earning, written off included. */
  readonly dueBack: ReadonlyMap<string, number>;
}

/**
 * Points as a function of the set of facts (HANDBOOK 24): credits, refunds, spends and merges happen in the order of
 * their instants, and between them time does its work. In whatever order facts become known, the outcome is one.
 * @param policy what the programme does with points that are owed and cannot be taken
 */
export function settledBy(facts: readonly PointsFact[], nowMs: number, policy: ClawbackPolicy): Settled {
  const world = new World(policy);
  for (const fact of inOrderOfTime(facts)) {
    // A clock elsewhere may be ahead of ours: what is known has happened.
    const atMs = Math.min(fact.atMs, nowMs);
    world.advance(atMs);
    world.happen(fact);
    world.advance(atMs);
  }
  world.advance(nowMs);
  return world;
}

interface Due {
  readonly atMs: number;
  readonly turn: number;
  readonly place: number;
  readonly run: () => void;
}

class World implements Settled {
  readonly owners = new Map<number, FactOwner>();
  readonly breakage = new FunderSums();
  readonly writtenOff = new FunderSums();
  readonly dueBack = new Map<string, number>();
  private readonly expired = new Map<string, number>();
  private readonly grossDue = new Map<string, number>();
  private readonly keptOf = new Map<number, number>();
  private places = 0;

  constructor(private readonly policy: ClawbackPolicy) {}

  happen(fact: PointsFact): void {
    const book = this.bookOf(fact.ownerId);
    switch (fact.kind) {
      case 'credit':
        return book.credit(fact);
      case 'refund':
        return this.refund(book, fact);
      case 'debit':
        return book.lack(book.take(fact.points, book.owner.lots, 'remaining'), fact.atMs, fact.policy);
      case 'hold':
        return book.hold(fact.id, fact.points, fact.atMs, fact.untilMs);
      case 'merge':
        return this.merge(fact.ownerId, fact.keptId);
      default:
        return this.settleHold(book, fact);
    }
  }

  private settleHold(book: FactBook, fact: CaptureFact | ReleaseFact | RestoreFact): void {
    const hold = book.owner.holds.find(({ id }) => id === fact.holdId);
    assert(hold !== undefined, 'LEDGER-6', 'a hold that is settled was placed');
    if (fact.kind === 'release') return book.giveBack(hold, fact.atMs, fact.reinstateToMs);
    if (fact.kind === 'restore') return book.restore(hold, fact.points, fact.atMs, fact.reinstateToMs);
    book.extend(fact.atMs, fact.extendToMs);
    return book.capture(hold, fact.points, fact.atMs, fact.reinstateToMs);
  }

  /** What expired unused is not owed again: the share refunded of what was earned, less what of it expired. */
  private refund(book: FactBook, fact: RefundFact): void {
    const { source, points, funder, policy, atMs, refundedAtMs } = fact;
    const gross = (this.grossDue.get(source) ?? 0) + points;
    this.grossDue.set(source, gross);
    const before = this.dueBack.get(source) ?? 0;
    const due = Math.max(0, gross - (this.expired.get(source) ?? 0) - before);
    if (due === 0) return;
    this.dueBack.set(source, before + due);
    const own = book.of(source);
    const unpending = book.take(due, own, 'pending');
    if (policy === 'only-pending') {
      const waited = own.filter((lot) => lot.activatesAtMs > refundedAtMs);
      return book.writeOff(funder, book.take(unpending, waited, 'remaining'), atMs, policy);
    }
    const others = book.owner.lots.filter((lot) => lot.source !== source);
    const missing = book.take(book.take(unpending, own, 'remaining'), others, 'remaining');
    // What is on hold is the owner's: it stays due until the hold is settled.
    const owed = policy === 'unlimited' ? missing : Math.min(missing, book.bearable);
    book.owe(funder, owed, policy);
    return book.writeOff(funder, missing - owed, atMs, policy);
  }

  private merge(aliasId: number, keptId: number): void {
    const [alias, kept] = [this.ownerOf(aliasId), this.ownerOf(this.resolved(keptId))];
    this.keptOf.set(aliasId, keptId);
    appendTo(kept.lots, alias.lots);
    appendTo(kept.holds, alias.holds);
    appendTo(kept.debts, alias.debts);
    appendTo(kept.writeOffs, alias.writeOffs);
    Object.assign(alias, emptyOwner());
    this.bookOf(keptId).repay();
  }

  /** Does what time demands up to an instant, oldest first; at one instant points first come, then go. */
  advance(toMs: number): void {
    for (;;) {
      const next = this.nextDue(toMs);
      if (!next) return;
      next.run();
    }
  }

  private nextDue(toMs: number): Due | undefined {
    let first: Due | undefined;
    const offer = (due: Due): void => {
      if (due.atMs > toMs) return;
      const isFirst =
        !first || (due.atMs - first.atMs || due.turn - first.turn || due.place - first.place) < 0;
      if (isFirst) first = due;
    };
    for (const ownerId of this.owners.keys()) {
      const book = this.bookOf(ownerId);
      for (const lot of book.owner.lots) for (const due of duesOf(book, lot)) offer(due);
      for (const hold of book.owner.holds) if (hold.state === 'open') offer(lapseOf(book, hold));
    }
    return first;
  }

  private bookOf(ownerId: number): FactBook {
    const owner = this.ownerOf(this.resolved(ownerId));
    return new FactBook(
      owner,
      this.breakage,
      this.writtenOff,
      this.expired,
      this.policy,
      () => (this.places += 1),
    );
  }

  private resolved(ownerId: number): number {
    const keptId = this.keptOf.get(ownerId);
    return keptId === undefined ? ownerId : this.resolved(keptId);
  }

  private ownerOf(ownerId: number): FactOwner {
    let owner = this.owners.get(ownerId);
    if (!owner) this.owners.set(ownerId, (owner = emptyOwner()));
    return owner;
  }
}

const emptyOwner = (): FactOwner => ({ lots: [], holds: [], debts: [], writeOffs: [] });

function* duesOf(book: FactBook, lot: FactLot): Generator<Due> {
  const { activatesAtMs, expiresAtMs, place } = lot;
  if (lot.pending > 0) yield { atMs: activatesAtMs, turn: 0, place, run: () => book.activate(lot) };
  if (lot.remaining > 0) yield { atMs: expiresAtMs, turn: 2, place, run: () => book.expire(lot) };
}

const lapseOf = (book: FactBook, hold: FactHold): Due => ({
  atMs: hold.untilMs,
  turn: 1,
  place: hold.id,
  run: () => book.giveBack(hold, hold.untilMs, null),
});
