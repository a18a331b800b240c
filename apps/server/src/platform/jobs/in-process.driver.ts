import type { JobDriver } from './driver';

/** Hints taken up at the same time; as with BullMQ, a long job must not keep the short ones waiting. */
const CONCURRENCY = 4;

interface Hint {
  readonly name: string;
  readonly payload: unknown;
}

/** Hints between parts of one process: run soon, after whatever is going on now. */
export class InProcessDriver implements JobDriver {
  readonly kind = 'in-process';
  readonly isReached = true;
  /** Waiting hints by content: two equal ones that nobody has taken up yet are one. */
  private readonly waiting = new Map<string, Hint>();
  private wake: (() => void)[] = [];
  private takers: Promise<void>[] = [];
  private isClosed = false;

  async start(run: (name: string, payload: unknown) => Promise<void>): Promise<void> {
    // The loops begin here and not at a hint, so that a job never inherits the transaction that hinted it.
    this.takers = Array.from({ length: CONCURRENCY }, () => this.takeHints(run));
  }

  async hint(name: string, payload: unknown): Promise<void> {
    if (this.isClosed || this.takers.length === 0) return;
    this.waiting.set(JSON.stringify([name, payload]), { name, payload });
    this.wake.shift()?.();
  }

  /** Lets the jobs in hand finish; hints that nobody has taken up are dropped, the sweep of the next start does them. */
  async close(): Promise<void> {
    this.isClosed = true;
    this.waiting.clear();
    for (const wake of this.wake.splice(0)) wake();
    await Promise.all(this.takers);
  }

  private async takeHints(run: (name: string, payload: unknown) => Promise<void>): Promise<void> {
    while (!this.isClosed) {
      const [next] = this.waiting;
      if (!next) {
        await new Promise<void>((resolve) => this.wake.push(resolve));
        continue;
      }
      const [key, { name, payload }] = next;
      this.waiting.delete(key);
      await new Promise((resolve) => setImmediate(resolve));
      // A job reports its own fault (Jobs); whatever still comes out here must not end the loop.
      await run(name, payload).catch(() => undefined);
    }
  }
}
