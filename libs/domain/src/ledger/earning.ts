import type { Asset, OwnerBucket, Posting, PostingReference } from './posting';

export interface EarnPostingInput {
  readonly key: string;
  readonly reference: PostingReference;
  readonly memberId: number;
  readonly points: number;
  readonly asset?: Asset;
  /** `pending` when the programme waits for the end of the return window. */
  readonly bucket?: OwnerBucket;
}

/** Points come into being: from issuance to the member. */
export function earnPosting(input: EarnPostingInput): Posting {
  const { key, reference, memberId, points, asset = 'points', bucket = 'available' } = input;
  const member = { ownerKind: 'member', ownerId: memberId, asset, bucket } as const;
  const issuance = { ownerKind: 'system', ownerId: 0, asset, bucket: 'issuance' } as const;
  return {
    key,
    kind: 'earn',
    reference,
    entries: [
      { account: member, amount: points },
      { account: issuance, amount: -points },
    ],
  };
}

/** Takes a posting back in whole: the opposite entries, naming it. A posting is reversed at most once (INV-6). */
export function reversalOf(posting: Posting, key: string): Posting {
  return {
    key,
    kind: 'reverse',
    reference: { kind: 'posting', id: posting.key },
    reverses: posting.key,
    entries: posting.entries.map(({ account, amount }) => ({ account, amount: -amount })),
  };
}
