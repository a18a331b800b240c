import type { ReactNode } from 'react';
import type { ShareTarget } from '../platform/share.port';

export interface ShareButtonProps {
  /** The same that the page shares by itself (`useShare`). */
  readonly target: ShareTarget;
  readonly copied: string;
  readonly children: ReactNode;
}
