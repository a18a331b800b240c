import { Button } from '@tarojs/components';
import { carried } from '../platform/share.weapp';
import type { ShareButtonProps } from './share-button.port';

/** Opens WeChat's list of friends. */
export function ShareButton({ target, children }: ShareButtonProps) {
  return (
    <Button
      className="press button button--primary"
      hoverClass="press--down"
      openType="share"
      {...carried(target)}
    >
      {children}
    </Button>
  );
}
