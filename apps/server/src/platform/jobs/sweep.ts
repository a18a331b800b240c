/** A run over what is due, some of it after some of it, where one that fails holds up nobody. */
export interface Sweep<T> {
  /** What is due, the longest first, at most so many. */
  readonly due: (limit: number) => Promise<readonly T[]>;
  readonly keyOf: (item: T) => number | string;
  /** Does these in a transaction of their own. @returns how many it did; others were settled meanwhile */
  readonly work: (items: readonly T[]) => Promise<number>;
  /** How many go into one transaction; when it fails, each of them is tried alone. */
  readonly together?: number;
  /** About so many are looked at in one run; the rest is for the next. */
  readonly limit?: number;
}

export interface Swept {
  readonly done: number;
  readonly failed: number;
  /** The first of what went wrong. */
  readonly fault: unknown;
}

/** Some of a run failed. Its message is the line for the page of jobs: numbers and words of ours. */
export class PartlyFailed extends Error {}

const LIMIT = 2_000;
const PAGE = 200;
/** So many faults in one run are not the fault of single rows. */
const FAULTS_MAX = 50;

/**
 * Does everything that is due. SWEEP-1: every item is tried once in a run: what failed stays due for the next one, what
 * is still due though it was done waits for it too, and neither keeps the run from what stands behind it.
 * @throws what looking for work throws: a database that is away is no fault of single rows
 */
export async function sweep<T>({ due, keyOf, work, together = 1, limit = LIMIT }: Sweep<T>): Promise<Swept> {
  const tried = new Set<number | string>();
  const faults: unknown[] = [];
  let done = 0;
  const attempt = async (items: readonly T[]): Promise<void> => {
    try {
      done += await work(items);
    } catch (error) {
      if (items.length === 1) faults.push(error);
      else for (const item of items) await attempt([item]);
    }
  };
  // Tried and due all the same: they stand in front of what is fresh, so that much more is asked for.
  let standing = 0;
  while (tried.size < limit && faults.length < FAULTS_MAX) {
    const room = Math.min(Math.max(PAGE, together), limit - tried.size);
    const found = await due(room + standing);
    const fresh = found.filter((item) => !tried.has(keyOf(item))).slice(0, room);
    const before = standing;
    standing = Math.max(standing, found.length - fresh.length);
    if (fresh.length === 0 && standing === before) break;
    for (let at = 0; at < fresh.length && faults.length < FAULTS_MAX; at += together) {
      const items = fresh.slice(at, at + together);
      for (const item of items) tried.add(keyOf(item));
      await attempt(items);
    }
  }
  return { done, failed: faults.length, fault: faults[0] };
}

/**
 * The line of a run for the page of jobs: `3 gifts, 1 transfers`.
 * @throws PartlyFailed when something failed, with `, 2 failed` behind it: the job is tried again soon
 */
export function reportOf(parts: Readonly<Record<string, Swept>>): string {
  const line = Object.entries(parts)
    .map(([what, { done }]) => `${done} ${what}`)
    .join(', ');
  const failed = Object.values(parts).filter((swept) => swept.failed > 0);
  if (failed.length === 0) return line;
  const count = failed.reduce((sum, swept) => sum + swept.failed, 0);
  throw new PartlyFailed(`${line}, ${count} failed`, { cause: failed[0]?.fault });
}
