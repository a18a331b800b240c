const WORD = 2 ** 32;

/**
 * A stream of chance that is the same for the same seed and label, on every machine: mulberry32 (Tommy Ettinger,
 * public domain), 32-bit integers only. Each person has a stream of their own, so that one more person, or one more
 * draw for somebody, changes nobody else's story.
 */
export class Chance {
  private state: number;

  constructor(seed: number, label: string) {
    this.state = hashOf(`${seed}/${label}`);
  }

  /** A whole number from 0 to `count` − 1. */
  below(count: number): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let word = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    word ^= word + Math.imul(word ^ (word >>> 7), word | 61);
    return Math.floor((((word ^ (word >>> 14)) >>> 0) * count) / WORD);
  }

  /** A whole number from `min` to `max`, both included. */
  between([min, max]: readonly [min: number, max: number]): number {
    return max <= min ? min : min + this.below(max - min + 1);
  }

  happens(perMille: number): boolean {
    return this.below(1000) < perMille;
  }

  pick<T>(list: readonly T[]): T {
    const picked = list[this.below(list.length)];
    if (picked === undefined) throw new Error('There is nothing to pick from');
    return picked;
  }

  /** One of the entries, each as often as its weight says. */
  weighted<T>(entries: readonly (readonly [value: T, weight: number])[]): T {
    let left = this.below(entries.reduce((sum, [, weight]) => sum + weight, 0));
    for (const [value, weight] of entries) {
      if (left < weight) return value;
      left -= weight;
    }
    throw new Error('There is nothing to pick from');
  }
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}
