import { useSyncExternalStore } from 'react';
import type { Store } from './store.shared';

export { createStore, type Store } from './store.shared';

/** The value of a store, followed by the component that asks. */
export const useStore = <T extends object>(store: Store<T>): T =>
  useSyncExternalStore(store.subscribe, store.get, store.get);
