import type { PropsWithChildren } from 'react';

export type AvatarFieldProps = PropsWithChildren<{
  readonly label: string;
  readonly className?: string;
  readonly isBusy: boolean;
  /** In base64, small enough to be kept; null: no picture that can be read. */
  readonly onImage: (image: string | null) => void;
}>;

/** Side of the picture that is sent; a card shows it at a third of it. */
export const AVATAR_SIDE = 240;
/** What the server takes, in characters of base64. */
export const AVATAR_TEXT_MAX = 43_000;
