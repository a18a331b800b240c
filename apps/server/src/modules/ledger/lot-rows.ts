import {
  dueAtOf,
  NEVER_MS,
  type AccountRef,
  type Asset,
  type BucketPart,
  type Funder,
  type LotChange,
  type OpenedLot,
  type OwnedLot,
  type PointsOwner,
} from '@liuliang/domain';
import type { Value } from '../../platform/db/statements';
import type { HoldRow, LotRow, OwnerRef } from './lot-records';

/** A lot as the rules take it, and as it will be at commit. */
export interface LotState extends OwnedLot, OwnerRef {
  readonly owner: PointsOwner;
  readonly asset: Asset;
  readonly openedBy: number;
  readonly openedAtMs: number;
  /** As credited; below zero for a debt. */
  readonly amount: number;
  readonly carriedFrom: number;
  pending: number;
  remaining: number;
  held: number;
  expiresAtMs: number;
  version: number;
  isNew: boolean;
  isMoved: boolean;
}

/** A hold as it will be at commit, with what it keeps or, once captured, what it took. */
export interface HeldPoints {
  readonly row: HoldRow;
  readonly parts: readonly BucketPart[];
  isMoved: boolean;
}

/** What a transaction did to lots: which it opened, and what it moved in others. */
export interface LotEffects {
  readonly opened: readonly { readonly lotId: number; readonly amount: number }[];
  readonly moved: readonly Omit<LotChange, 'expiresToMs'>[];
}

export const slotOfOwner = ({ brandId, owner, asset }: OwnerRef): string =>
  `${brandId}:${owner.kind}:${owner.id}:${asset}`;

export const ownerOf = (brandId: number, { ownerKind, ownerId, asset }: AccountRef): OwnerRef => ({
  brandId,
  owner: { kind: ownerKind, id: ownerId },
  asset,
});

export const accountOf = ({ owner, asset }: OwnerRef, bucket: AccountRef['bucket']): AccountRef => ({
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

export const isOverdue = (row: HoldRow, nowMs: number): boolean =>
  row.state === 'open' && row.expires_at_ms <= nowMs;

export const ownerOfHold = (row: HoldRow): OwnerRef => ({
  brandId: row.brand_id,
  owner: { kind: row.owner_kind as PointsOwner['kind'], id: row.owner_id },
  asset: row.asset as Asset,
});

export const isHoldOf = (row: HoldRow, ref: OwnerRef): boolean =>
  slotOfOwner(ownerOfHold(row)) === slotOfOwner(ref);

/** What a transaction put on hold: moved inside lots, or carried over into lots of their own. */
export function partsHeld({ opened, moved }: LotEffects): BucketPart[] {
  return [
    ...moved.filter(({ held }) => held > 0).map(({ lotId, held }) => partOf(lotId, 'held', held)),
    ...opened.map(({ lotId, amount }) => partOf(lotId, 'held', amount)),
  ];
}

/** What a capture took out of each lot, to be given back into what is available. */
export function partsCaptured({ moved }: LotEffects): BucketPart[] {
  return moved
    .filter(({ held }) => held < 0)
    .map(({ lotId, held, remaining }) => partOf(lotId, 'remaining', -held - Math.max(remaining, 0)))
    .filter(({ points }) => points > 0);
}

/** What a transaction took out of lots, debts that it made included. */
export function partsTaken({ opened, moved }: LotEffects): BucketPart[] {
  const buckets = ['pending', 'remaining', 'held'] as const;
  return [
    ...moved.flatMap((change) =>
      buckets.flatMap((bucket) =>
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

export const isOpen = ({ pending, remaining, held }: OwnedLot): boolean =>
  pending !== 0 || remaining !== 0 || held !== 0;

/** Rows are read back as text; what was written was checked. */
export function stateOf(row: LotRow): LotState {
  return {
    id: row.id,
    brandId: row.brand_id,
    owner: { kind: row.owner_kind as PointsOwner['kind'], id: row.owner_id },
    asset: row.asset as Asset,
    openedBy: row.opened_by,
    openedAtMs: row.opened_at_ms,
    amount: row.amount,
    pending: row.pending,
    remaining: row.remaining,
    held: row.held,
    activatesAtMs: row.activates_at_ms,
    expiresAtMs: row.expires_at_ms,
    funder: { kind: row.funder_kind as Funder['kind'], id: row.funder_id },
    storeId: row.store_id,
    carriedFrom: row.carried_from,
    version: row.version,
    isNew: false,
    isMoved: false,
  };
}

export function stateOfOpened(
  lot: OpenedLot,
  openedBy: number,
  brandId: number,
  openedAtMs: number,
): LotState {
  const amount = lot.pending + lot.remaining + lot.held;
  return { ...lot, brandId, openedBy, openedAtMs, amount, version: 0, isNew: true, isMoved: false };
}

/** In the order of LOT_COLUMNS, spelt out: this runs for every earning. */
export function pushLot(values: Value[], lot: LotState): void {
  values.push(
    lot.id,
    lot.brandId,
    lot.owner.kind,
    lot.owner.id,
    lot.asset,
    lot.openedBy,
    lot.openedAtMs,
    lot.amount,
    lot.pending,
    lot.remaining,
    lot.held,
    lot.activatesAtMs,
    lot.expiresAtMs,
    dueAtOf(lot, NEVER_MS),
    lot.funder.kind,
    lot.funder.id,
    lot.storeId,
    lot.carriedFrom,
    lot.version,
    isOpen(lot) ? 1 : 0,
  );
}

/** What changes in the life of a lot, in the order of SAVED_LOT_COLUMNS. */
export function savedLot(lot: LotState): Value[] {
  const isStillOpen = isOpen(lot) ? 1 : 0;
  return [
    lot.id,
    lot.pending,
    lot.remaining,
    lot.held,
    lot.expiresAtMs,
    dueAtOf(lot, NEVER_MS),
    lot.version,
    isStillOpen,
  ];
}
