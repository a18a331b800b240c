import type { ErrorCode } from '@liuliang/contract/client';
import { createStore, type Store } from './store.shared';

/** Why something could not be shown or done: the contract's code, and the id under which the server logged it. */
export interface Problem {
  /** `ANSWER_LOST`: something was sent that changes things, and nobody knows whether it did. */
  readonly code: ErrorCode | 'NETWORK' | 'ANSWER_LOST';
  readonly requestId: string | null;
}

/** What a call of the typed client answers, as far as a resource cares. */
export type Answer<T> = { readonly ok: true; readonly value: T } | ({ readonly ok: false } & Problem);

export interface Known<T> {
  readonly value: T;
  /** When `value` was true, by the server's clock. */
  readonly asOfMs: number;
}

export interface ResourceState<T> {
  /** The newest value known, also while loading again or after a failure. */
  readonly value: T | null;
  readonly asOfMs: number | null;
  readonly isLoading: boolean;
  readonly problem: Problem | null;
}

export interface Resource<T> {
  readonly state: Store<ResourceState<T>>;
  /** Asks the server again; calls at the same time share one request. */
  load(): Promise<void>;
  /** Loads unless the value is younger than a quarter of a minute. */
  loadIfOld(): Promise<void>;
  /** Something changed it at the server: the next screen that shows it asks again, however young it is. */
  outdate(): void;
  /** Puts in what another call answered, such as the home screen that joining returns. */
  put(value: T): void;
  clear(): void;
}

export interface ResourceParts<T> {
  readonly load: () => Promise<Answer<T>>;
  readonly nowMs: () => number;
  /** Where the last known value is kept between launches; null for what must not stay on the device. */
  readonly memory: {
    readonly read: () => Known<T> | null;
    readonly write: (known: Known<T>) => void;
    readonly drop: () => void;
  } | null;
}

const OLD_AFTER_MS = 15_000;
const EMPTY = { value: null, asOfMs: null, isLoading: false, problem: null } as const;

/** One answer of the server as the screens see it: loaded, loading, failed, or last known. */
export function resourceOf<T>({ load, nowMs, memory }: ResourceParts<T>): Resource<T> {
  const state = createStore<ResourceState<T>>({ ...EMPTY, ...memory?.read() });
  let running: Promise<void> | null = null;
  let isOutdated = false;

  function put(value: T): void {
    const known = { value, asOfMs: nowMs() };
    state.set({ ...known, isLoading: false, problem: null });
    memory?.write(known);
  }

  function start(): Promise<void> {
    isOutdated = false;
    state.patch({ isLoading: true });
    const mine: Promise<void> = load().then((answer) => {
      // Cleared meanwhile: the person left, and the answer belongs to somebody else now.
      if (running !== mine) return;
      running = null;
      if (answer.ok) put(answer.value);
      else state.patch({ isLoading: false, problem: { code: answer.code, requestId: answer.requestId } });
    });
    return mine;
  }

  const resource: Resource<T> = {
    state,
    load: () => (running ??= start()),
    loadIfOld: async () => {
      const { asOfMs, problem } = state.get();
      const isYoung = asOfMs !== null && problem === null && nowMs() - asOfMs < OLD_AFTER_MS;
      if (isOutdated || !isYoung) await resource.load();
    },
    outdate: () => {
      isOutdated = true;
    },
    put,
    clear: () => {
      running = null;
      state.set(EMPTY);
      memory?.drop();
    },
  };
  return resource;
}
