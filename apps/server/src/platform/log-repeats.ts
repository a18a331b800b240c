/** So long equal faults are counted before the count is told. */
const WINDOW_MS = 60_000;

type Write = (times: number) => void;

interface Told {
  readonly untilMs: number;
  times: number;
  write: Write;
}

/**
 * Tells a fault at once, and those that equal it within a minute as one: a database that is away must not bury, under
 * thousands of lines, the one that says why.
 */
export class Repeats {
  private readonly told = new Map<string, Told>();
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly nowMs: () => number) {}

  /**
   * @param place two faults of one place are equal
   * @param write writes the line; of those that were counted the last one is written, with their number
   */
  tell(place: string, write: Write): void {
    this.tellDue();
    const known = this.told.get(place);
    if (known) {
      known.times += 1;
      known.write = write;
      return;
    }
    this.told.set(place, { untilMs: this.nowMs() + WINDOW_MS, times: 0, write });
    write(1);
    this.tellLater();
  }

  private tellLater(): void {
    this.timer ??= setTimeout(() => {
      this.timer = null;
      this.tellDue();
      if (this.told.size > 0) this.tellLater();
    }, WINDOW_MS + 1).unref();
  }

  /** Tells of every place whose time is over how often its fault came back; the next one there is news again. */
  private tellDue(): void {
    const nowMs = this.nowMs();
    for (const [place, { untilMs, times, write }] of this.told) {
      if (nowMs < untilMs) continue;
      this.told.delete(place);
      if (times > 0) write(times);
    }
  }
}
