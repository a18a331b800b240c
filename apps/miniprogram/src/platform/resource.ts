import { useCallback, useEffect } from 'react';
import { useDidShow } from '@tarojs/taro';
import type { ErrorCode } from '@liuliang/contract/client';
import { serverNowMs } from './clock';
import { onPersonLeft, session } from './session';
import { dropStored, readStored, writeStored } from './storage';
import { createStore, type Store, useStore } from './store';

/** Why something could not be shown or done: the contract's code, and the id under which the server logged it. */
export interface Problem {
  readonly code: ErrorCode | 'NETWORK';
  readonly requestId: string | null;
}

/** What a call of the typed client answers, as far as a resource cares. */
export type Answer<T> = { readonly ok: true; readonly value: T } | ({ readonly ok: false } & Problem);

export interface ResourceState<T> {
  /** The newest value known, also while loading again or after a failure. */
  readonly value: T | null;
  /** When `value` was true, by the server's clock; null without a value. */
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
  /** Puts in what another call answered, such as the home screen that joining returns. */
  put(value: T): void;
  clear(): void;
}

const OLD_AFTER_MS = 15_000;
const EMPTY = { value: null, asOfMs: null, isLoading: false, problem: null } as const;

interface Options<T> {
  readonly load: () => Promise<Answer<T>>;
  /** Names the copy kept on the device for reading offline. Left out for what must not stay there: other people's data. */
  readonly rememberAs?: string;
}

export function createResource<T>({ load, rememberAs }: Options<T>): Resource<T> {
  const key = rememberAs === undefined ? null : (`seen:${rememberAs}` as const);
  const kept = key === null ? null : readStored<{ value: T; asOfMs: number }>(key);
  const state = createStore<ResourceState<T>>({ ...EMPTY, ...kept });
  let running: Promise<void> | null = null;
  let epoch = 0;

  function put(value: T): void {
    const asOfMs = serverNowMs();
    state.set({ value, asOfMs, isLoading: false, problem: null });
    if (key !== null) writeStored(key, { value, asOfMs });
  }

  async function run(): Promise<void> {
    const startedIn = epoch;
    state.patch({ isLoading: true });
    const answer = await load();
    // The person left while this was on its way: the answer belongs to somebody else now.
    if (startedIn !== epoch) return;
    if (answer.ok) put(answer.value);
    else state.patch({ isLoading: false, problem: { code: answer.code, requestId: answer.requestId } });
  }

  const resource: Resource<T> = {
    state,
    load: () => {
      running ??= run().finally(() => {
        running = null;
      });
      return running;
    },
    loadIfOld: async () => {
      const { asOfMs, problem } = state.get();
      const isYoung = asOfMs !== null && problem === null && serverNowMs() - asOfMs < OLD_AFTER_MS;
      if (!isYoung) await resource.load();
    },
    put,
    clear: () => {
      epoch += 1;
      running = null;
      state.set(EMPTY);
      if (key !== null) dropStored(key);
    },
  };
  return resource;
}

/** A resource of the signed-in person: one for the whole app, wiped when the person leaves. */
export function personal<T>(options: Options<T>): Resource<T> {
  const resource = createResource(options);
  onPersonLeft(resource.clear);
  return resource;
}

/** Watches a resource from a page: loads when the page shows and when the person changes. */
export function useResource<T>(resource: Resource<T>): ResourceState<T> & { reload: () => void } {
  const { generation } = useStore(session);
  useEffect(() => {
    void resource.loadIfOld();
  }, [resource, generation]);
  useDidShow(() => {
    void resource.loadIfOld();
  });
  const reload = useCallback(() => void resource.load(), [resource]);
  return { ...useStore(resource.state), reload };
}
