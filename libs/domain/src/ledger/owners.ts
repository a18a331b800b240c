import type { AccountRef, Asset, Bucket, Funder, PointsOwner } from './posting';

/** The points of one kind that one owner of one brand has. */
export interface OwnerRef {
  readonly brandId: number;
  readonly owner: PointsOwner;
  readonly asset: Asset;
}

export const ownerSlot = ({ brandId, owner, asset }: OwnerRef): string =>
  `${brandId}:${owner.kind}:${owner.id}:${asset}`;

/** What names an owner in a row: of an account, a lot or a hold. */
export interface OwnedRow {
  readonly brandId: number;
  readonly ownerKind: PointsOwner['kind'];
  readonly ownerId: number;
  readonly asset: Asset;
}

export const ownerOfRow = ({ brandId, ownerKind, ownerId, asset }: OwnedRow): OwnerRef => ({
  brandId,
  owner: { kind: ownerKind, id: ownerId },
  asset,
});

export const ownerOfAccount = (brandId: number, account: AccountRef): OwnerRef =>
  ownerOfRow({ brandId, ...account });

export const accountOf = ({ owner, asset }: OwnerRef, bucket: Bucket): AccountRef => ({
  ownerKind: owner.kind,
  ownerId: owner.id,
  asset,
  bucket,
});

export const breakageOf = (funder: Funder, asset: Asset): AccountRef => ({
  ownerKind: funder.kind,
  ownerId: funder.id,
  asset,
  bucket: 'breakage',
});
