import { isStrongIdentity, type IdentityKind } from './kinds';

/** What the decision needs to know of a customer. */
export interface MergeCandidate {
  readonly customerId: number;
  readonly createdAtMs: number;
  /** Null for a customer who has not joined. */
  readonly joinedAtMs: number | null;
  /** The verified mobile, or its blind index: it is only compared. */
  readonly verifiedMobile: string | null;
}

/** The identity that both customers were seen with. */
export interface SharedIdentity {
  readonly kind: IdentityKind;
  /** Proven to belong to the person: by a code sent to the mobile, by the platform's own sign-in or mapping. */
  readonly isVerified: boolean;
}

export type MergePlan =
  | { readonly action: 'none'; readonly reason: 'same-customer' | 'weak-proof' }
  | { readonly action: 'review'; readonly reason: 'two-verified-mobiles' }
  | { readonly action: 'merge'; readonly survivorId: number; readonly aliasId: number };

/**
 * Whether two customers are one (HANDBOOK 2). The order in which the two are given does not matter: the older one
 * survives, of two created in the same millisecond the one with the smaller id.
 */
export function planMerge(a: MergeCandidate, b: MergeCandidate, shared: SharedIdentity): MergePlan {
  if (a.customerId === b.customerId) return { action: 'none', reason: 'same-customer' };
  if (!shared.isVerified || !isStrongIdentity(shared.kind)) return { action: 'none', reason: 'weak-proof' };
  if (haveJoinedWithTwoMobiles(a, b)) return { action: 'review', reason: 'two-verified-mobiles' };
  const [survivor, alias] = isOlder(a, b) ? [a, b] : [b, a];
  return { action: 'merge', survivorId: survivor.customerId, aliasId: alias.customerId };
}

/** Both carry balances and consent under a proven number: which of them the person meant, no machine can know. */
function haveJoinedWithTwoMobiles(a: MergeCandidate, b: MergeCandidate): boolean {
  if (a.joinedAtMs === null || b.joinedAtMs === null) return false;
  return a.verifiedMobile !== null && b.verifiedMobile !== null && a.verifiedMobile !== b.verifiedMobile;
}

function isOlder(a: MergeCandidate, b: MergeCandidate): boolean {
  return a.createdAtMs === b.createdAtMs ? a.customerId < b.customerId : a.createdAtMs < b.createdAtMs;
}
