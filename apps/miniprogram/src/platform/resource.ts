import { useCallback, useEffect, useRef } from 'react';
import { useDidShow } from '@tarojs/taro';
import { serverNowMs } from './clock';
import { network } from './network';
import { type Answer, type Known, type Resource, resourceOf, type ResourceState } from './resource.shared';
import { onPersonLeft, session } from './session';
import { dropStored, readStored, writeStored } from './storage';
import { useStore } from './store';

export type { Answer, Problem, Resource, ResourceState } from './resource.shared';

interface Options<T> {
  readonly load: () => Promise<Answer<T>>;
  /** Names the copy kept on the device for reading offline. Left out for what must not stay there: other people's data. */
  readonly rememberAs?: string;
}

/** Grows when screens begin to read something that answers kept by an earlier build do not have. */
const SHAPE = 4;

interface Kept<T> extends Known<T> {
  readonly shape: number;
}

/** A resource with the server's clock and the device's storage. */
export function createResource<T>({ load, rememberAs }: Options<T>): Resource<T> {
  const key = `seen:${rememberAs ?? ''}` as const;
  const memory = {
    read: () => {
      const kept = readStored<Kept<T>>(key);
      return kept?.shape === SHAPE ? kept : null;
    },
    write: (known: Known<T>) => writeStored(key, { ...known, shape: SHAPE } satisfies Kept<T>),
    drop: () => dropStored(key),
  };
  return resourceOf({ load, nowMs: serverNowMs, memory: rememberAs === undefined ? null : memory });
}

/** A resource of the signed-in person: one for the whole app, wiped when the person leaves. */
export function personal<T>(options: Options<T>): Resource<T> {
  const resource = createResource(options);
  onPersonLeft(resource.clear);
  return resource;
}

/** A server that cannot be reached is asked again this often, as long as somebody looks. */
const ASK_AGAIN_MS = 8_000;

/**
 * Watches a resource from a page: loads when the page shows, when the person changes, and, after no answer came, when
 * the network is back and every few seconds, so that nobody has to press anything for a notice to go.
 */
export function useResource<T>(resource: Resource<T>): ResourceState<T> & { reload: () => void } {
  const { generation } = useStore(session);
  useEffect(() => {
    void resource.loadIfOld();
  }, [resource, generation]);
  useDidShow(() => {
    void resource.loadIfOld();
  });
  const reload = useCallback(() => void resource.load(), [resource]);
  const state = useStore(resource.state);
  const { isConnected } = useStore(network);
  const isCutOff = state.problem?.code === 'NETWORK' && !state.isLoading;
  useEffect(() => {
    if (!isCutOff || !isConnected) return;
    const timer = setTimeout(reload, ASK_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [isCutOff, isConnected, reload]);
  const wasCutOff = useRef(false);
  useEffect(() => {
    if (isConnected && wasCutOff.current) reload();
    wasCutOff.current = !isConnected;
  }, [isConnected, reload]);
  return { ...state, reload };
}
