import Taro from '@tarojs/taro';
import { words } from '../messages';

/**
 * WeChat fetches a new version while the old one runs. It is put in place by a restart, which only the person may choose:
 * they may be showing a code at the counter. Whoever says no gets it at the next start.
 */
export function offerUpdate(): void {
  if (!Taro.canIUse('getUpdateManager')) return;
  const manager = Taro.getUpdateManager();
  manager.onUpdateReady(() => {
    const { title, what, now, later } = words().update;
    void Taro.showModal({ title, content: what, confirmText: now, cancelText: later }).then(({ confirm }) => {
      if (confirm) manager.applyUpdate();
    });
  });
}
