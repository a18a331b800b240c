import { KINDS, type Kind } from './programmes';
import type { StreamKinds } from './streams';

/** What streams do not have yet, because their tellings do not agree so far, and why. */
export const NOT_YET: Readonly<Partial<Record<Kind | keyof StreamKinds, string>>> = {
  expiry: 'a refund after the expiry owes what had expired',
  sliding: 'ends of points are moved in order of arrival',
  policy: 'what is written off depends on what arrived before the refund',
  reinstate: 'needs an expiry',
  unmerges: 'what came late for the other side stays with the kept one',
};

/** Which programmes have no merges yet, and why. */
const MERGES_NOT_WITH: Readonly<Partial<Record<Kind, string>>> = {
  pending: 'a merge leaves points behind that became available and were not posted',
};

export const kindsLeftOut: readonly Kind[] = KINDS.filter((kind) => kind in NOT_YET);

export const liveKinds: StreamKinds = {
  holds: !('holds' in NOT_YET),
  restores: !('restores' in NOT_YET),
  merges: !('merges' in NOT_YET),
  unmerges: !('unmerges' in NOT_YET),
  mergesNotWith: KINDS.filter((kind) => kind in MERGES_NOT_WITH),
};
