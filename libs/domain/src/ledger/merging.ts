import { assert } from '../shared/assert';
import type { Asset, Entry, OwnerBucket, Posting } from './posting';

/** What one account of the customer who becomes an alias holds; below zero when it is a debt. */
export interface HeldBalance {
  readonly asset: Asset;
  readonly bucket: OwnerBucket;
  readonly balance: number;
}

/**
 * Carries everything that one member holds over to another, debts included (HANDBOOK 2: a merge moves balances by
 * postings and never rewrites history). Reversing it undoes the merge.
 *
 * @returns null when there is nothing to carry
 */
export function mergePosting(input: {
  readonly key: string;
  readonly mergeId: number;
  readonly fromMemberId: number;
  readonly toMemberId: number;
  readonly held: readonly HeldBalance[];
}): Posting | null {
  const { key, mergeId, fromMemberId, toMemberId, held } = input;
  assert(fromMemberId !== toMemberId, 'LEDGER-4', 'a member is not merged into itself');
  const entries = held
    .filter(({ balance }) => balance !== 0)
    .flatMap(({ asset, bucket, balance }): Entry[] => [
      { account: { ownerKind: 'member', ownerId: fromMemberId, asset, bucket }, amount: -balance },
      { account: { ownerKind: 'member', ownerId: toMemberId, asset, bucket }, amount: balance },
    ]);
  if (entries.length === 0) return null;
  return { key, kind: 'merge', reference: { kind: 'merge', id: String(mergeId) }, entries };
}
