import { setImmediate as nextTurn } from 'node:timers/promises';

/** Longer than that nobody holds the thread on which requests are answered. */
const BREATH_MS = 20;

/** Lets everybody else of the process have a turn now and then, in the middle of long work that waits for nothing. */
export class Breath {
  private sinceMs = performance.now();

  /** Whether `take` would let others have their turn: asked where even a promise costs more than the work. */
  get isDue(): boolean {
    return performance.now() - this.sinceMs >= BREATH_MS;
  }

  /** To be awaited between pieces of the work that are short by themselves. */
  async take(): Promise<void> {
    if (!this.isDue) return;
    await nextTurn();
    this.sinceMs = performance.now();
  }
}
