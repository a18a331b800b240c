import { ownerOfRow, type BucketPart, type OpenedLot, type OwnedLot, type OwnerRef } from '@liuliang/domain';
import type { HoldRow, LotRow } from './entities';

/** A lot as the rules take it, and as it will be at commit. */
export interface LotState extends OwnedLot, OwnerRef {
  readonly owner: OwnerRef['owner'];
  readonly asset: OwnerRef['asset'];
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

export const stateOf = (row: LotRow): LotState => ({
  ...row,
  ...ownerOfRow(row),
  funder: { kind: row.funderKind, id: row.funderId },
  isNew: false,
  isMoved: false,
});

export function stateOfOpened(
  lot: OpenedLot,
  openedBy: number,
  brandId: number,
  openedAtMs: number,
): LotState {
  const amount = lot.pending + lot.remaining + lot.held;
  return { ...lot, brandId, openedBy, openedAtMs, amount, version: 0, isNew: true, isMoved: false };
}
