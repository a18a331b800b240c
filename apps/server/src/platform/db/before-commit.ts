/**
 * What a transaction does last, in the order in which everybody takes locks (docs/architecture/locks.md). A step works
 * on what the ones before it left, and may ask for itself or for later ones, never for one that is over.
 */
export const steps = ['facts', 'points', 'tiers', 'announce'] as const;
export type Step = (typeof steps)[number];

/** One piece of work asks for itself again this often at most: it is there to catch a circle, not to be reached. */
const ROUNDS_MAX = 50;

type Work = () => Promise<void>;

/** The work that waits for the end of one transaction. */
export class BeforeCommit {
  private readonly waiting = new Map<Step, Map<string, Work>>();
  private readonly rounds = new Map<string, number>();
  private at = 0;

  /** A key that waits already is not taken twice; one whose work has run is taken again. */
  add(step: Step, key: string, work: Work): void {
    if (steps.indexOf(step) < this.at)
      throw new Error(`${key} asks for the step "${step}", which is over in this transaction`);
    const own = this.waiting.get(step) ?? new Map<string, Work>();
    this.waiting.set(step, own);
    if (!own.has(key)) own.set(key, work);
  }

  async run(): Promise<void> {
    for (; this.at < steps.length; this.at += 1) {
      const own = this.waiting.get(steps[this.at] as Step);
      if (!own) continue;
      // Work that is added while this runs comes last, so that it finds everything that its neighbours noted.
      for (const [key, work] of own) {
        own.delete(key);
        const round = (this.rounds.get(key) ?? 0) + 1;
        if (round > ROUNDS_MAX) throw new Error(`${key} asks for itself again and again`);
        this.rounds.set(key, round);
        await work();
      }
    }
  }
}
