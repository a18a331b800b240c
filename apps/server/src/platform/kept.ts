import type { Clock } from './clock';
import type { Reader, Tx } from './db/statements';

/** How long what was read may be answered again without reading. A change made by another process is seen by then. */
export const KEPT_MS = 5_000;
/** Values of one kind; a process that knows this many begins anew rather than grow. */
const KEPT_MAX = 20_000;

/**
 * Values read a moment ago, for answers alone. KEPT-1: nothing that writes is ever answered by what was kept before it
 * began, so that no debit trusts it: a transaction reads the rows, once, and again after it has changed them. KEPT-2: a
 * change by this process is seen at once, by another within five seconds.
 */
export class Kept<K, V> {
  /** What each transaction under way has read itself. */
  private readonly read = new WeakMap<object, Map<K, V>>();
  private readonly values = new Map<K, { readonly value: V; readonly untilMs: number }>();
  /** Raised whenever something is forgotten: a read that began before must not be kept after. */
  private generation = 0;

  constructor(private readonly clock: Clock) {}

  /** The value of a key as of at most five seconds ago, or as the transaction has read it. */
  async get(reader: Reader, key: K, read: () => Promise<V>): Promise<V> {
    if (reader.mayWrite) return this.readOnce(reader, key, read);
    return this.known(key) ?? this.learn(key, read);
  }

  private async readOnce(tx: Reader, key: K, read: () => Promise<V>): Promise<V> {
    const own = this.read.get(tx) ?? new Map<K, V>();
    this.read.set(tx, own);
    if (own.has(key)) return own.get(key) as V;
    const value = await read();
    own.set(key, value);
    return value;
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

  /** Forgets every value that a transaction made wrong: for itself at once, for others when it is committed. */
  forget(tx: Pick<Tx, 'afterCommit'>, isWrong: (value: V, key: K) => boolean): void {
    this.read.delete(tx);
    tx.afterCommit(() => {
      this.generation += 1;
      for (const [key, { value }] of this.values) if (isWrong(value, key)) this.values.delete(key);
    });
  }
}
