import type { Asset, PointsOwner } from '@liuliang/domain';

/** The points of one kind that one owner of one brand has. */
export interface OwnerRef {
  readonly brandId: number;
  readonly owner: PointsOwner;
  readonly asset: Asset;
}

export interface LotRow {
  id: number;
  brand_id: number;
  owner_kind: string;
  owner_id: number;
  asset: string;
  opened_by: number;
  opened_at_ms: number;
  amount: number;
  pending: number;
  remaining: number;
  held: number;
  activates_at_ms: number;
  expires_at_ms: number;
  due_at_ms: number;
  funder_kind: string;
  funder_id: number;
  store_id: number;
  carried_from: number;
  version: number;
  is_open: number;
}

/** What a transaction did to a lot that was there already. */
export interface MoveRow {
  lot_id: number;
  transaction_id: number;
  pending_change: number;
  remaining_change: number;
  held_change: number;
}

export type HoldState = 'open' | 'captured' | 'released' | 'lapsed';

export interface HoldRow {
  /** The transaction that placed it. */
  id: number;
  brand_id: number;
  hold_key: Buffer;
  owner_kind: string;
  owner_id: number;
  asset: string;
  points: number;
  purpose: string;
  state: HoldState;
  created_at_ms: number;
  expires_at_ms: number;
  /** The transaction whose lot moves keep the points: the one that placed it, or the merge that carried it over. */
  held_by: number;
  settled_by: number;
  settled_at_ms: number;
  captured: number;
  restored: number;
}
