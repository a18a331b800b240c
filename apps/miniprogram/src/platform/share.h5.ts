import type { ShareTarget } from './share.port';

/** A browser shares by link, from the button itself. */
export const useShare = (_: ShareTarget): void => undefined;

export const linkOf = ({ path }: ShareTarget): string =>
  `${window.location.origin}${window.location.pathname}#${path}`;
