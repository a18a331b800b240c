import type { JobDriver } from './driver';

/** Hints between parts of one process: run soon, one after another, after whatever is going on now. */
export class InProcessDriver implements JobDriver {
  readonly kind = 'in-process';
  private run: ((name: string, payload: unknown) => Promise<void>) | null = null;
  private tail: Promise<void> = Promise.resolve();
  private closed = false;

  async start(run: (name: string, payload: unknown) => Promise<void>): Promise<void> {
    this.run = run;
  }

  async hint(name: string, payload: unknown): Promise<void> {
    const run = this.run;
    if (!run || this.closed) return;
    this.tail = this.tail
      .then(() => new Promise((resolve) => setImmediate(resolve)))
      .then(() => (this.closed ? undefined : run(name, payload)));
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.tail;
  }
}
