import { ownerOfRow, ownerSlot, type OwnedRow, type OwnerRef } from '@liuliang/domain';
import type { Reader } from '../../platform/db/statements';
import { anyHold, anyLot } from './entities';

const OWNED = ['brandId', 'ownerKind', 'ownerId', 'asset'] as const;

const distinct = (rows: readonly OwnedRow[]): OwnerRef[] => [
  ...new Map(rows.map(ownerOfRow).map((owner) => [ownerSlot(owner), owner])).values(),
];

/** Owners of lots that came due and that nobody has posted yet, the longest overdue first. */
export async function ownersOfLots(reader: Reader, nowMs: number, limit: number): Promise<OwnerRef[]> {
  const due = { columns: OWNED, and: ['due_at_ms <= ?', nowMs], order: 'due_at_ms', limit } as const;
  return distinct(await anyLot.select(reader, {}, due));
}

/** Owners of open holds whose time is over. */
export async function ownersOfHolds(reader: Reader, nowMs: number, limit: number): Promise<OwnerRef[]> {
  const due = { columns: OWNED, and: ['expires_at_ms <= ?', nowMs], order: 'expires_at_ms', limit } as const;
  return distinct(await anyHold.select(reader, { state: 'open' }, due));
}
