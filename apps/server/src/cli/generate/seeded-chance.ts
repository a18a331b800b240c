/** Chance that repeats itself: a 32-bit mixing generator (mulberry32), started from two numbers. */
export class SeededChance {
  private state: number;

  constructor(seed: number, stream: number) {
    // Neighbouring seeds and streams must start far apart, so both are multiplied by large odd numbers first.
    this.state = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(stream + 1, 0x85ebca6b)) >>> 0;
  }

  /** A whole number from 0 to `limit` − 1. */
  below(limit: number): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  }

  /** One of the rows, each as often as its share of 100 says. */
  weighted<Row extends readonly [share: number, ...rest: unknown[]]>(rows: readonly Row[]): Row {
    let left = this.below(100);
    for (const row of rows) {
      if (left < row[0]) return row;
      left -= row[0];
    }
    throw new Error('Shares add up to 100');
  }
}
