import { useShareAppMessage } from '@tarojs/taro';
import type { ShareTarget } from './share.port';

/** What WeChat sends when somebody shares this page; without a target, the page's own way in. */
export function useShare(target: ShareTarget): void {
  useShareAppMessage(() => target);
}
