import type { QualifyingEntry } from './history';
import type { TierScheme } from './scheme';
import { leavesAtMs } from './window';

interface Counted {
  readonly amount: number;
  readonly atMs: number;
  readonly leavesAtMs: number;
}

/** The figure of one member while time goes on: entries come in as they take effect and leave with their window. */
export class FigureBook {
  /** In the order of their taking effect. */
  private readonly entries: readonly QualifyingEntry[];
  private counted: Counted[] = [];
  private next = 0;
  /** What happened before does not count any more. */
  private countsFromMs = 0;

  constructor(
    entries: readonly QualifyingEntry[],
    private counting: Pick<TierScheme, 'basis' | 'window'>,
    private readonly zone: string,
  ) {
    this.entries = [...entries].sort((a, b) => effectiveAt(a) - effectiveAt(b) || a.atMs - b.atMs);
  }

  /** When the figure can next rise: an entry takes effect, or a deduction leaves the window. Infinity: never again. */
  nextMs(): number {
    const entry = this.entries[this.next];
    return Math.min(entry ? effectiveAt(entry) : Infinity, this.nextReliefMs());
  }

  /** When more is deducted than added among what leaves together. A refund leaves with its order and relieves nobody. */
  private nextReliefMs(): number {
    const leaving = new Map<number, number>();
    for (const { leavesAtMs: atMs, amount } of this.counted)
      leaving.set(atMs, (leaving.get(atMs) ?? 0) + amount);
    return [...leaving].reduce((next, [atMs, sum]) => (sum < 0 ? Math.min(next, atMs) : next), Infinity);
  }

  /** When the figure next falls or rises by what leaves the window, of what counts now. Infinity: nothing leaves. */
  nextLeaveMs(): number {
    return this.counted.reduce(
      (next, one) => (one.amount === 0 ? next : Math.min(next, one.leavesAtMs)),
      Infinity,
    );
  }

  /** Takes in what is in effect by then. @returns those that are new, in order */
  enter(untilMs: number): QualifyingEntry[] {
    const entered: QualifyingEntry[] = [];
    for (let entry = this.entries[this.next]; entry && effectiveAt(entry) <= untilMs;) {
      entered.push(entry);
      this.counted.push(this.countedOf(entry));
      entry = this.entries[(this.next += 1)];
    }
    return entered;
  }

  /** What counts at an instant. Instants only go forward: what has left is forgotten. */
  at(nowMs: number): number {
    this.counted = this.counted.filter((one) => one.leavesAtMs > nowMs);
    return sumOf(this.counted);
  }

  /**
   * What counts at a review to come, of what is in effect now. A calendar year is judged when it ends, by all that was
   * in it; a rolling window by what is still in it then, so that the day that gave the level does not also keep it.
   */
  atReview(reviewAtMs: number): number {
    const isLast = this.counting.window.kind === 'calendar';
    return sumOf(
      this.counted.filter((one) => (isLast ? one.leavesAtMs === reviewAtMs : one.leavesAtMs > reviewAtMs)),
    );
  }

  /** Counts by another scheme from now on, also what had left the window of the one before. */
  reframe(counting: Pick<TierScheme, 'basis' | 'window'>): void {
    this.counting = counting;
    this.counted = this.entries.slice(0, this.next).map((entry) => this.countedOf(entry));
    this.forfeitBefore(this.countsFromMs);
  }

  /** What happened before an instant does not count any more. */
  forfeitBefore(atMs: number): void {
    this.countsFromMs = Math.max(this.countsFromMs, atMs);
    this.counted = this.counted.filter((one) => one.atMs >= this.countsFromMs);
  }

  private countedOf({ amount, atMs, basis }: QualifyingEntry): Counted {
    // A refund of what was forfeited has nothing to take away.
    const counts = atMs >= this.countsFromMs && basis === this.counting.basis;
    return {
      amount: counts ? amount : 0,
      atMs,
      leavesAtMs: leavesAtMs(atMs, this.counting.window, this.zone),
    };
  }
}

/** A refund dated before its order counts from the order on, as it does for layers. */
const effectiveAt = (entry: QualifyingEntry): number => Math.max(entry.atMs, entry.effectiveAtMs);

const sumOf = (counted: readonly Counted[]): number => counted.reduce((sum, { amount }) => sum + amount, 0);
