import { useEffect, useRef, useState } from 'react';
import { createSaver, type SaveAnswer, type SaveState, type Saver } from './saver';

const PAUSE_MS = 800;

export interface Draft<T> {
  readonly value: T;
  readonly change: (value: T) => void;
  readonly state: SaveState;
  readonly flush: () => Promise<boolean>;
}

/** A value that is edited here and kept on the server as it changes. The browser asks before it loses anything. */
export function useDraft<T>(
  initial: T,
  initialSavedAtMs: number | null,
  save: (value: T) => Promise<SaveAnswer>,
): Draft<T> {
  const [value, setValue] = useState(initial);
  const [state, setState] = useState<SaveState>({ status: 'saved', atMs: initialSavedAtMs });
  const saveNow = useRef(save);
  useEffect(() => {
    saveNow.current = save;
  });
  const saver = useRef<Saver<T> | null>(null);
  useEffect(() => {
    const made = createSaver<T>({
      save: (next) => saveNow.current(next),
      onState: setState,
      delayMs: PAUSE_MS,
    });
    saver.current = made;
    return () => made.leave();
  }, []);
  const isSafe = state.status === 'saved';
  useEffect(() => {
    if (isSafe) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isSafe]);
  return {
    value,
    state,
    change(next) {
      setValue(next);
      saver.current?.take(next);
    },
    flush: () => saver.current?.flush() ?? Promise.resolve(true),
  };
}
