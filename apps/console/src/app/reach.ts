/** Whether the server answers. `away`: the last thing that was asked of it got no answer. */
export type Reach = 'there' | 'away';

interface ReachParts {
  /** Asks the server whether it is there; rejects or says no when it is not. */
  readonly knock: () => Promise<boolean>;
  /** Runs something later; tests have a clock of their own. */
  readonly later: (run: () => void, delayMs: number) => void;
}

export interface ServerReach {
  readonly state: () => Reach;
  readonly subscribe: (listener: () => void) => () => void;
  /** What a request found: an answer of the server, or none. */
  readonly found: (reach: Reach) => void;
}

const FIRST_MS = 1_000;
const MOST_MS = 10_000;

/** Watches whether the server answers. Once it does not, it is asked until it does, ever more rarely. */
export function createReach({ knock, later }: ReachParts): ServerReach {
  let state: Reach = 'there';
  let delayMs = FIRST_MS;
  let isKnocking = false;
  const listeners = new Set<() => void>();
  const become = (next: Reach) => {
    if (state === next) return;
    state = next;
    for (const listener of listeners) listener();
  };
  const look = async () => {
    isKnocking = false;
    if (state === 'there') return;
    const isThere = await knock().catch(() => false);
    if (isThere) become('there');
    else wait();
  };
  const wait = () => {
    if (isKnocking) return;
    isKnocking = true;
    later(() => void look(), delayMs);
    delayMs = Math.min(MOST_MS, delayMs * 2);
  };
  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    found(reach) {
      if (reach === 'there') delayMs = FIRST_MS;
      become(reach);
      if (reach === 'away') wait();
    },
  };
}
