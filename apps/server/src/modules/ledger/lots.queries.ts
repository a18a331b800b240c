import { Injectable } from '@nestjs/common';
import { appendTo, dueAtOf, groupedBy, isOpenLot, NEVER_MS, type OwnerRef } from '@liuliang/domain';
import { insertFlat, type Reader, type Tx, type Value } from '../../platform/db/statements';
import { pointsHolds, pointsLots, type HoldRow, type LotRow } from './entities';
import type { LotState } from './lot-rows';

const SAVED_LOT = [
  'id',
  'pending',
  'remaining',
  'held',
  'expires_at_ms',
  'due_at_ms',
  'version',
  'is_open',
] as const;

/** Owners of one brand, kind and asset, so that one statement finds their rows. */
function* groupsOf(owners: Iterable<OwnerRef>) {
  const groups = groupedBy(owners, ({ brandId, owner, asset }) => `${brandId}:${owner.kind}:${asset}`);
  for (const group of groups.values()) {
    const { brandId, owner, asset } = group[0] as OwnerRef;
    yield { brandId, owned: { ownerKind: owner.kind, ownerId: group.map((one) => one.owner.id), asset } };
  }
}

/** Statements over lots and holds. */
@Injectable()
export class LotQueries {
  /** What is in an owner's lots today: every lot that is not empty. */
  async openLots(reader: Reader, owners: Iterable<OwnerRef>): Promise<LotRow[]> {
    const found: LotRow[] = [];
    for (const { brandId, owned } of groupsOf(owners))
      appendTo(found, await pointsLots.select(reader, brandId, { ...owned, isOpen: 1 }));
    return found;
  }

  /** Open holds whose time is over. */
  async overdueHolds(reader: Reader, owners: Iterable<OwnerRef>, nowMs: number): Promise<HoldRow[]> {
    const found: HoldRow[] = [];
    for (const { brandId, owned } of groupsOf(owners)) {
      const wanted = { ...owned, state: 'open' } as const;
      const and = ['expires_at_ms <= ?', nowMs] as const;
      appendTo(found, await pointsHolds.select(reader, brandId, wanted, { and }));
    }
    return found;
  }

  async insertLots(tx: Tx, lots: readonly LotState[]): Promise<void> {
    const values: Value[] = [];
    for (const lot of lots) pushLot(values, lot);
    await pointsLots.insertFlat(tx, values);
  }

  /** The rows exist and their owners are locked, so that the insert always turns into an update. */
  async saveLots(tx: Tx, lots: readonly LotState[]): Promise<void> {
    const values: Value[] = [];
    for (const lot of lots) {
      values.push(lot.id, lot.pending, lot.remaining, lot.held, lot.expiresAtMs);
      values.push(dueAtOf(lot, NEVER_MS), lot.version, isOpenLot(lot) ? 1 : 0);
    }
    const tail = tx.dialect.upsert(['id'], SAVED_LOT.slice(1));
    await insertFlat(tx, 'points_lot', SAVED_LOT, values, { tail });
  }

  async saveHolds(tx: Tx, holds: readonly HoldRow[]): Promise<void> {
    await pointsHolds.insert(tx, holds, {
      upsert: ['ownerId', 'state', 'heldBy', 'settledBy', 'settledAtMs', 'captured', 'restored'],
    });
  }
}

/** In the order of the columns, spelt out: this runs for every earning. */
function pushLot(values: Value[], lot: LotState): void {
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
    isOpenLot(lot) ? 1 : 0,
  );
}
