import type { Problem } from './resource.shared';

/**
 * The idempotency keys of what people have set out to do. One intent is one thing with one content; it keeps its key
 * until its outcome is known, also when its sheet was closed in between: whoever lost the network after paying and tries
 * again does the same thing again, not a second one.
 */
export interface Intents {
  keyFor(name: string, content: object): string;
  /** The outcome is known: doing the same once more is a new intent. */
  settle(name: string, content: object): void;
  clear(): void;
}

export function createIntents(newKey: () => string): Intents {
  const keys = new Map<string, string>();
  const idOf = (name: string, content: object): string => `${name}:${JSON.stringify(content)}`;
  return {
    keyFor: (name, content) => {
      const id = idOf(name, content);
      const key = keys.get(id) ?? newKey();
      keys.set(id, key);
      return key;
    },
    settle: (name, content) => void keys.delete(idOf(name, content)),
    clear: () => keys.clear(),
  };
}

/** Answers after which the server may or may not have acted, or has not finished. */
const UNKNOWN_OUTCOMES: readonly Problem['code'][] = [
  'NETWORK',
  'UNEXPECTED',
  'OVERLOADED',
  'REQUEST_IN_PROGRESS',
];

export const isOutcomeKnown = (
  answer: { readonly ok: true } | { readonly ok: false; readonly code: string },
) => answer.ok || !UNKNOWN_OUTCOMES.some((code) => code === answer.code);
