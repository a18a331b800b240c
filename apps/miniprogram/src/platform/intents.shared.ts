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

interface KeptKey {
  readonly key: string;
  readonly sinceMs: number;
}
type KeptKeys = Readonly<Record<string, KeptKey>>;

/** Where keys outlive the app: a phone that died after paying must not pay twice when it is on again. */
export interface KeyMemory {
  readonly read: () => KeptKeys | null;
  readonly write: (keys: KeptKeys) => void;
  readonly nowMs: () => number;
}

/** Whoever comes back after a day has seen what became of it, and means the same thing once more. */
const KEPT_FOR_MS = 86_400_000;

export function createIntents(newKey: () => string, memory: KeyMemory): Intents {
  const isRecent = ({ sinceMs }: KeptKey): boolean => memory.nowMs() - sinceMs < KEPT_FOR_MS;
  const keys = new Map(Object.entries(memory.read() ?? {}).filter(([, kept]) => isRecent(kept)));
  const keep = (): void => memory.write(Object.fromEntries(keys));
  const idOf = (name: string, content: object): string => `${name}:${JSON.stringify(content)}`;
  return {
    keyFor: (name, content) => {
      const id = idOf(name, content);
      const known = keys.get(id);
      if (known !== undefined && isRecent(known)) return known.key;
      const key = newKey();
      keys.set(id, { key, sinceMs: memory.nowMs() });
      keep();
      return key;
    },
    settle: (name, content) => {
      if (keys.delete(idOf(name, content))) keep();
    },
    clear: () => {
      keys.clear();
      keep();
    },
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

/**
 * Nothing readable came back for something that changes things, though it was sent: it may have been done. Without a
 * network to begin with nothing left the phone, and a refusal of the server has a number to quote.
 */
export const isAnswerLost = (problem: Problem, wasConnected: boolean): boolean =>
  wasConnected &&
  (problem.code === 'NETWORK' || (problem.code === 'UNEXPECTED' && problem.requestId === null));
