import Taro from '@tarojs/taro';
import { createStore } from './store';

/** What the device says about its network. A wrong "connected" is corrected by the next request that fails. */
export const network = createStore({ isConnected: true });

export function watchNetwork(): void {
  Taro.onNetworkStatusChange(({ isConnected }) => network.patch({ isConnected }));
  void Taro.getNetworkType().then(({ networkType }) =>
    network.patch({ isConnected: networkType !== 'none' }),
  );
}
