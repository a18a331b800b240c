import type { Clock } from './clock';
import type { Reader, Tx } from './db/statements';

/** How long what was read may be answered again without reading. A change made by another process is seen by then. */
export const KEPT_MS = 5_000;
/** Values of one kind; a process that knows this many begins anew rather than grow. */
const KEPT_MAX = 20_000;

/**
 * Values read a moment ago, for answers alone. KEPT-1: nothing that writes is ever answered from here, so that no debit
 * trusts what was kept. KEPT-2: a change by this process is seen at once, by another within five seconds.
 */
export class Kept<K, V> {
  private readonly values = new Map<K, { readonly value: V; readonly untilMs: number }>();
  /** Raised whenever something is forgotten: a read that began before must not be kept after. */
  private generation = 0;

  constructor(private readonly clock: Clock) {}

  /** The value of a key as of at most five seconds ago, or as the transaction sees it. */
  async get(reader: Reader, key: K, read: () => Promise<V>): Promise<V> {
    if (reader.mayWrite) return read();
    return this.known(key) ?? this.learn(key, read);
  }

  /** What is kept under a key and still fresh. */
  known(key: K): V | undefined {
    const kept = this.values.get(key);
    if (!kept) return undefined;
    const nowMs = this.clock.nowMs();
    // A clock that was put back makes nothing fresh again.
    if (nowMs < kept.untilMs && nowMs >= kept.untilMs - KEPT_MS) return kept.value;
    this.values.delete(key);
    return undefined;
  }

  /**
   * Reads a value and keeps it, unless something was forgotten meanwhile.
   * @param isWorthIt whether it may be answered again
   */
  async learn(key: K, read: () => Promise<V>, isWorthIt: (value: V) => boolean = () => true): Promise<V> {
    const { generation } = this;
    const untilMs = this.clock.nowMs() + KEPT_MS;
    const value = await read();
    if (generation !== this.generation || !isWorthIt(value)) return value;
    if (this.values.size >= KEPT_MAX) this.values.clear();
    this.values.set(key, { value, untilMs });
    return value;
  }

  /** Forgets, once the transaction is committed, every value that it made wrong. */
  forget(tx: Pick<Tx, 'afterCommit'>, isWrong: (value: V, key: K) => boolean): void {
    tx.afterCommit(() => {
      this.generation += 1;
      for (const [key, { value }] of this.values) if (isWrong(value, key)) this.values.delete(key);
    });
  }
}
