import { useShareAppMessage } from '@tarojs/taro';
import picture from '../ui/share/brand.jpg';
import type { ShareTarget } from './share.port';

/** What a button carries for WeChat to send. It stands on the button, so that it leaves by no other way. */
export const carried = ({ title, path }: ShareTarget) => ({ 'data-title': title, 'data-path': path });

/**
 * What WeChat sends of this page: from its menu always the brand, for whoever is looked at over the shoulder must not
 * give away a code that is worth points. The picture is the brand's too: WeChat's own would be a photograph of the screen.
 */
export function useShare(brand: ShareTarget): void {
  useShareAppMessage(({ from, target }) => ({
    ...(from === 'button' ? (targetOf(target) ?? brand) : brand),
    imageUrl: picture,
  }));
}

/** What stands on the button that was pressed; WeChat types nothing of it. */
function targetOf(pressed: unknown): ShareTarget | null {
  const { dataset } = (pressed ?? {}) as { dataset?: Partial<Record<keyof ShareTarget, unknown>> };
  const { title, path } = dataset ?? {};
  return typeof title === 'string' && typeof path === 'string' ? { title, path } : null;
}
