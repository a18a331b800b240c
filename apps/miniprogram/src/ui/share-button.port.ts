import type { ReactNode } from 'react';
import type { ShareTarget } from '../platform/share.port';

export interface ShareButtonProps {
  /** What this button sends, and nothing else on the page does. */
  readonly target: ShareTarget;
  readonly copied: string;
  readonly children: ReactNode;
}
