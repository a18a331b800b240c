import type { Asset, OwnerBucket, Posting, PostingReference } from './posting';

export interface EarnPostingInput {
  readonly key: string;
  readonly reference: PostingReference;
  readonly memberId: number;
  readonly points: number;
  readonly asset?: Asset;
  /** `pending` when the programme waits for the end of the return window. */
  readonly bucket?: OwnerBucket;
  /** The writer's shard of the issuance account. */
  readonly shard?: number;
}

/** Points come into being: from issuance to the member. */
export function earnPosting(input: EarnPostingInput): Posting {
  return { key: input.key, kind: 'earn', reference: input.reference, entries: issue(input, input.points) };
}

/** Points go back where they came from; the available balance may go below zero (`checkLimits`). */
export function clawbackPosting(input: EarnPostingInput): Posting {
  return {
    key: input.key,
    kind: 'clawback',
    reference: input.reference,
    entries: issue(input, -input.points),
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

function issue(input: EarnPostingInput, points: number): Posting['entries'] {
  const { memberId, asset = 'points', bucket = 'available', shard = 0 } = input;
  return [
    { account: { ownerKind: 'member', ownerId: memberId, asset, bucket }, amount: points },
    { account: { ownerKind: 'system', ownerId: shard, asset, bucket: 'issuance' }, amount: -points },
  ];
}
