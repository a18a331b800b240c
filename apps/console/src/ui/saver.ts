/** How far a draft on screen has come to the server. */
export type SaveState =
  | { readonly status: 'saved'; readonly atMs: number | null }
  | { readonly status: 'waiting' | 'saving' }
  /** `code`: the refusal in the contract's words. What was typed stays on screen. */
  | { readonly status: 'failed'; readonly code: string };

export type SaveAnswer =
  { readonly ok: true; readonly savedAtMs: number } | { readonly ok: false; readonly code: string };

interface SaverOptions<T> {
  readonly save: (value: T) => Promise<SaveAnswer>;
  readonly onState: (state: SaveState) => void;
  readonly delayMs: number;
}

export interface Saver<T> {
  /** The draft became this: it is sent when typing pauses. */
  readonly take: (value: T) => void;
  /** Sends at once what still waits; resolves when nothing is under way. False: the last attempt failed. */
  readonly flush: () => Promise<boolean>;
  /** Nobody looks any more: what waits is sent, nothing is reported. */
  readonly leave: () => void;
}

/**
 * Saves a draft as it is typed: one request at a time, always the newest value, never an older one after a newer.
 * After a failure it rests until the next change or `flush`, so that a refusal is not repeated in a loop.
 */
export function createSaver<T>({ save, onState, delayMs }: SaverOptions<T>): Saver<T> {
  let waiting: { readonly value: T } | null = null;
  let underWay: Promise<boolean> | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isLeft = false;

  const report = (state: SaveState) => {
    if (!isLeft) onState(state);
  };
  const send = async (): Promise<boolean> => {
    let isSaved = true;
    while (waiting !== null && isSaved) {
      const { value }: { readonly value: T } = waiting;
      waiting = null;
      report({ status: 'saving' });
      const answer = await save(value);
      isSaved = answer.ok;
      if (!answer.ok) {
        // A newer value supersedes the one that failed; otherwise this one is what a later flush sends.
        waiting ??= { value };
        report({ status: 'failed', code: answer.code });
      } else if (waiting === null) report({ status: 'saved', atMs: answer.savedAtMs });
    }
    return isSaved;
  };
  const flush = (): Promise<boolean> => {
    clearTimeout(timer);
    underWay ??= send().finally(() => (underWay = null));
    return underWay;
  };
  return {
    take(value) {
      waiting = { value };
      report({ status: underWay ? 'saving' : 'waiting' });
      clearTimeout(timer);
      if (!underWay) timer = setTimeout(() => void flush(), delayMs);
    },
    flush,
    leave() {
      isLeft = true;
      if (waiting) void flush();
    },
  };
}
