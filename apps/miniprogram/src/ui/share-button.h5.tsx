import { copy } from '../platform/copy';
import { linkOf } from '../platform/share.h5';
import { Button } from './button';
import type { ShareButtonProps } from './share-button.port';
import { toast } from './toast';

/** Copies the link. */
export function ShareButton({ target, copied, children }: ShareButtonProps) {
  return <Button onPress={() => void copy(linkOf(target)).then(() => toast(copied))}>{children}</Button>;
}
