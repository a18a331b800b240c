import type { BucketPart, LotChange } from './lot-plan';
import type { LotFigures } from './lots';
import { ownerSlot, type OwnerRef } from './owners';

export const LOT_BUCKETS = ['pending', 'remaining', 'held'] as const;

/** What a transaction did to lots: which it opened, and what it moved in others. */
export interface LotEffects {
  readonly opened: readonly { readonly lotId: number; readonly amount: number }[];
  readonly moved: readonly Omit<LotChange, 'expiresToMs'>[];
}

export const isOpenLot = ({ pending, remaining, held }: LotFigures): boolean =>
  pending !== 0 || remaining !== 0 || held !== 0;

/** What a transaction put on hold: moved inside lots, or carried over into lots of their own. */
export function partsHeld({ opened, moved }: LotEffects): BucketPart[] {
  return [
    ...moved.filter(({ held }) => held > 0).map(({ lotId, held }) => partOf(lotId, 'held', held)),
    ...opened.map(({ lotId, amount }) => partOf(lotId, 'held', amount)),
  ];
}

/** What the owner got back of a lot that had expired, in a lot that carries it on. */
export interface Substitute {
  readonly carriedFrom: number;
  readonly amount: number;
}

type CarriedLot = OwnerRef & Substitute & { readonly id: number };

/** Of lots that a capture opened those that carry on lots of the same owner; the others are of who was paid. */
export function substitutesAmong(
  opened: readonly CarriedLot[],
  moved: readonly CarriedLot[],
): readonly Substitute[] {
  const ownerOf = new Map(moved.map((lot) => [lot.id, ownerSlot(lot)]));
  return opened.filter((lot) => ownerOf.get(lot.carriedFrom) === ownerSlot(lot));
}

/**
 * What a capture took out of each lot, to be given back into what is available.
 * @param substitutes lots that the capture opened for the owner of what was held; what it opened for others was taken
 */
export function partsCaptured(
  { moved }: Pick<LotEffects, 'moved'>,
  substitutes: readonly Substitute[],
): BucketPart[] {
  const back = new Map(substitutes.map(({ carriedFrom, amount }) => [carriedFrom, amount]));
  return moved
    .filter(({ held }) => held < 0)
    .map(({ lotId, held, remaining }) =>
      partOf(lotId, 'remaining', -held - Math.max(remaining, 0) - (back.get(lotId) ?? 0)),
    )
    .filter(({ points }) => points > 0);
}

/** What a transaction took out of lots, debts that it made included. */
export function partsTaken({ opened, moved }: LotEffects): BucketPart[] {
  return [
    ...moved.flatMap((change) =>
      LOT_BUCKETS.flatMap((bucket) =>
        change[bucket] < 0 ? [partOf(change.lotId, bucket, -change[bucket])] : [],
      ),
    ),
    ...opened.flatMap(({ lotId, amount }) => (amount < 0 ? [partOf(lotId, 'remaining', -amount)] : [])),
  ];
}

const partOf = (lotId: number, bucket: BucketPart['bucket'], points: number): BucketPart => ({
  lotId,
  bucket,
  points,
});
