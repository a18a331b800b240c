import { watchConnection } from './connection';
import { createStore } from './store';

/** What the device says about its network. A wrong word of it is corrected by the next request that fails or comes through. */
export const network = createStore({ isConnected: true });

export function watchNetwork(): void {
  watchConnection((isConnected) => network.patch({ isConnected }));
}
