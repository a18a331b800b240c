import { useCallback, useEffect } from 'react';
import { useDidShow } from '@tarojs/taro';
import { serverNowMs } from './clock';
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

/** A resource with the server's clock and the device's storage. */
export function createResource<T>({ load, rememberAs }: Options<T>): Resource<T> {
  const key = `seen:${rememberAs ?? ''}` as const;
  const memory = {
    read: () => readStored<Known<T>>(key),
    write: (known: Known<T>) => writeStored(key, known),
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
