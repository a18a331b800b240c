/** Lets few in at once, some wait, and tells the rest at once that there is no place. BULKHEAD-1: what is dear has bounds. */
export class Bulkhead {
  private inside = 0;
  private readonly known: (() => void)[] = [];
  private readonly strangers: (() => void)[] = [];

  /** @param waiting places to wait, as many again for those who are known */
  constructor(private readonly size: { readonly atOnce: number; readonly waiting: number }) {}

  /**
   * @param isKnown goes before strangers, who can take no place from them
   * @returns null when there was no place
   */
  async within<T>(isKnown: boolean, work: () => Promise<T>): Promise<T | null> {
    const line = isKnown ? this.known : this.strangers;
    if (this.inside >= this.size.atOnce) {
      if (line.length >= this.size.waiting) return null;
      // Whoever leaves hands the place on.
      await new Promise<void>((resolve) => line.push(resolve));
    } else {
      this.inside += 1;
    }
    try {
      return await work();
    } finally {
      const next = this.known.shift() ?? this.strangers.shift();
      if (next) next();
      else this.inside -= 1;
    }
  }
}
