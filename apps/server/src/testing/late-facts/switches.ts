import { KINDS, type Kind } from './programmes';
import type { StreamKinds } from './streams';

/** What streams do not have yet, because their tellings do not agree so far, and why. */
export const NOT_YET: Readonly<Partial<Record<Kind | keyof StreamKinds, string>>> = {};

/** Which programmes have no merges yet, and why. */
const MERGES_NOT_WITH: Readonly<Partial<Record<Kind, string>>> = {};

export const kindsLeftOut: readonly Kind[] = KINDS.filter((kind) => kind in NOT_YET);

export const liveKinds: StreamKinds = {
  holds: !('holds' in NOT_YET),
  restores: !('restores' in NOT_YET),
  merges: !('merges' in NOT_YET),
  unmerges: !('unmerges' in NOT_YET),
  mergesNotWith: KINDS.filter((kind) => kind in MERGES_NOT_WITH),
};
