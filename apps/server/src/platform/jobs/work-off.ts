/**
 * Works off rows that wait, one after the other and by one run at a time in a process. Each row is held by a lease of its
 * own: a worker that dies holds it no longer than that, and the next one begins it anew.
 */
export class WorkOff<R> {
  private isRunning = false;

  /**
   * @param next the row to begin with, or null when nothing waits
   * @param work does it. @returns whether it was done; another worker may have been first
   */
  constructor(
    private readonly next: () => Promise<R | null>,
    private readonly work: (row: R) => Promise<boolean>,
  ) {}

  /** Does everything that waits. @returns how many; null: this process is at it already */
  async run(): Promise<number | null> {
    if (this.isRunning) return null;
    this.isRunning = true;
    try {
      let done = 0;
      for (;;) {
        const row = await this.next();
        if (row === null) return done;
        if (await this.work(row)) done += 1;
      }
    } finally {
      this.isRunning = false;
    }
  }
}

/**
 * Until when a worker has its row from now on. Each renewal is later than the one before, so that the instant also tells
 * this worker from one that took over.
 */
export const renewedLease = (nowMs: number, leaseMs: number, heldUntilMs: number): number =>
  Math.max(nowMs + leaseMs, heldUntilMs + 1);
