import { type Job, sweepJob } from './job';
import { reportOf, sweep } from './sweep';

/** Whoever lets go of what somebody had until an instant to do. */
export interface Lapses<T extends { readonly id: number }> {
  /** What nobody did in time, the longest ago first. */
  due(limit: number): Promise<readonly T[]>;
  /** @returns false when it was settled meanwhile */
  lapse(item: T): Promise<boolean>;
}

/**
 * Lets go every minute of what nobody did in time. Only a record: whoever comes too late is refused by the clock, and
 * a hold lapses by itself at the same instant, whether or not this job has come by.
 */
export const lapseJob = (name: string): Job<null> =>
  sweepJob({ name, everyMs: 60_000, leaseMs: 10 * 60_000 });

/** @returns a line for the page of jobs */
export async function lapseDue<T extends { readonly id: number }>(it: Lapses<T>): Promise<string> {
  const lapsed = await sweep<T>({
    due: (limit) => it.due(limit),
    keyOf: ({ id }) => id,
    work: async ([item]) => (item && (await it.lapse(item)) ? 1 : 0),
  });
  return reportOf({ lapsed });
}
