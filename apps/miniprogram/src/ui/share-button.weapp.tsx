import { Button } from '@tarojs/components';
import type { ShareButtonProps } from './share-button.port';

/** Opens WeChat's list of friends. */
export function ShareButton({ children }: ShareButtonProps) {
  return (
    <Button className="press button button--primary" hoverClass="press--down" openType="share">
      {children}
    </Button>
  );
}
