import { z } from 'zod';

/**
 * A job as a value. Its payload holds ids, never rows and never personal data; running it twice has the effect of
 * running it once, because the effect is keyed in the database. A queue entry is only a hint: `everyMs` makes the
 * worker look at the database by itself, so a lost queue loses nothing (INV-28).
 */
export interface Job<P = unknown> {
  readonly name: string;
  readonly payload: z.ZodType<P>;
  /** How often a worker runs it without being told, with `whenSwept` as payload; absent: only when told. */
  readonly everyMs?: number;
  readonly whenSwept?: P;
  /** One run at a time over all workers, for at most this long before another worker may try. */
  readonly leaseMs: number;
}

export const job = <P>(value: Job<P>): Job<P> => value;

/** A job that needs to be told nothing: it looks at the database for what there is to do. */
export const sweepJob = (value: Pick<Required<Job>, 'name' | 'everyMs' | 'leaseMs'>): Job<null> =>
  job({ ...value, payload: z.null(), whenSwept: null });

/** What a run reports: a short line for the console, e.g. `3 sent`. */
export type JobHandler<P> = (payload: P) => Promise<string>;
