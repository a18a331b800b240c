/** Numbers that look like chance and are the same for the same seed, so that a stream is told again by its number. */
export class Chance {
  private state: number;

  constructor(seed: number) {
    this.state = (seed ^ 0x9e3779b9) >>> 0;
    for (let i = 0; i < 4; i += 1) this.fraction();
  }

  /** From 0 up to below 1. */
  fraction(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number, both ends included. */
  whole(min: number, max: number): number {
    return min + Math.floor(this.fraction() * (max - min + 1));
  }

  happens(percent: number): boolean {
    return this.fraction() * 100 < percent;
  }

  of<T>(choices: readonly T[]): T {
    return choices[Math.floor(this.fraction() * choices.length)] as T;
  }

  shuffled<T>(items: readonly T[]): T[] {
    const all = [...items];
    for (let i = all.length - 1; i > 0; i -= 1) {
      const other = this.whole(0, i);
      [all[i], all[other]] = [all[other] as T, all[i] as T];
    }
    return all;
  }
}
