import { type Job, sweepJob } from './job';
import { reportOf, sweep } from './sweep';

/** Whoever keeps codes sealed that an earlier release kept as they are. */
export interface Seals<T extends { readonly id: number }> {
  /** Rows whose code still redeems something and is not sealed. */
  unsealed(limit: number): Promise<readonly T[]>;
  /** @returns how many rows it sealed: 0 when somebody else did meanwhile */
  seal(item: T): Promise<number>;
}

/** Hourly, because a process of an earlier release may run beside this one and write codes as they are. */
export const sealJob = (name: string): Job<null> =>
  sweepJob({ name, everyMs: 60 * 60_000, leaseMs: 10 * 60_000 });

/** @returns a line for the page of jobs */
export async function sealDue<T extends { readonly id: number }>(it: Seals<T>): Promise<string> {
  const codes = await sweep<T>({
    due: (limit) => it.unsealed(limit),
    keyOf: ({ id }) => id,
    work: async ([item]) => (item ? it.seal(item) : 0),
  });
  return reportOf({ codes });
}
