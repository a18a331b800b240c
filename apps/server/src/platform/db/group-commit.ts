import { setImmediate } from 'node:timers/promises';
import { fail, type Result } from '@liuliang/domain';
import type { Database } from './database';
import { isConnectionLost, isDatabaseUnavailable, isRetryable } from './retryable';
import type { Tx } from './statements';

/** Size per transaction: enough that the commit costs each item little, few enough that it holds locks for ~100 ms. */
const SIZE_MAX = 2_048;
/** Size that may wait; some seconds of work. Whoever comes after is told to come again. */
const WAITING_MAX = 32 * SIZE_MAX;

export type Overloaded = { readonly code: 'OVERLOADED' };

interface Waiting<Item, Answer> {
  readonly item: Item;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Writes what many callers bring at the same time in one transaction, and answers each of them after its commit. A
 * group is whatever came while the one before it was committed, so a lone caller waits for nobody. Never call `submit`
 * inside a transaction.
 */
export class GroupCommit<Item, Answer> {
  private readonly queue: Waiting<Item, Answer>[] = [];
  private waiting = 0;
  private running: Promise<void> | null = null;
  private isClosed = false;

  /**
   * @param name of the transaction
   * @param apply writes items and answers one by one, in their order; what it refuses by value leaves the others alone
   * @param sizeOf how much of a transaction an item takes; one that is larger than a transaction stands alone
   */
  constructor(
    private readonly db: Database,
    private readonly name: string,
    private readonly apply: (tx: Tx, items: readonly Item[]) => Promise<readonly Answer[]>,
    private readonly sizeOf: (item: Item) => number = () => 1,
  ) {}

  /**
   * Answers once the item is on disk. After a rejection it is unknown whether it was written: items have keys, and
   * bringing the same one again settles it (INV-10).
   */
  submit(item: Item): Promise<Answer | Result<never, Overloaded>> {
    if (this.isClosed || this.waiting >= WAITING_MAX) return Promise.resolve(fail({ code: 'OVERLOADED' }));
    return new Promise<Answer>((resolve, reject) => {
      this.queue.push({ item, resolve, reject });
      this.waiting += this.sizeOf(item);
      this.running ??= this.drain();
    });
  }

  /** Takes nothing more, and resolves when what was taken is answered. */
  async close(): Promise<void> {
    this.isClosed = true;
    await this.running;
  }

  private async drain(): Promise<void> {
    while (this.queue.length > 0) {
      // One turn of the event loop: callers who were just answered are about to come again.
      await setImmediate();
      await this.settle(this.nextGroup());
    }
    this.running = null;
  }

  private nextGroup(): Waiting<Item, Answer>[] {
    let [count, size] = [0, 0];
    for (const { item } of this.queue) {
      size += this.sizeOf(item);
      if (count > 0 && size > SIZE_MAX) break;
      this.waiting -= this.sizeOf(item);
      count += 1;
    }
    return this.queue.splice(0, count);
  }

  /**
   * Commits a group and answers its callers. Conflicts were retried whole by the unit of work; what fails still is
   * split in halves, until the item that cannot be written stands alone and takes nobody with it.
   */
  private async settle(group: readonly Waiting<Item, Answer>[]): Promise<void> {
    try {
      const items = group.map(({ item }) => item);
      const answers = await this.db.run(this.name, (tx) => this.apply(tx, items));
      group.forEach(({ resolve }, i) => resolve(answers[i] as Answer));
    } catch (error) {
      if (group.length === 1 || isOutage(error)) {
        for (const { reject } of group) reject(error);
        return;
      }
      const middle = group.length >> 1;
      await this.settle(group.slice(0, middle));
      await this.settle(group.slice(middle));
    }
  }
}

/** The database is away or full: a smaller group would fare no better. A conflict may, it wants fewer locks. */
function isOutage(error: unknown): boolean {
  return isConnectionLost(error) || (isDatabaseUnavailable(error) && !isRetryable(error));
}
