import { Injectable } from '@nestjs/common';
import type { PointsOwner } from '@liuliang/domain';
import { insertRows, queryIn, type Reader, type Tx, type Value } from '../../platform/db/statements';
import { holds, lotMoves, lots as lotsTable } from './entities';
import type { HoldRow, LotRow, MoveRow, OwnerRef } from './lot-records';
import { pushLot, savedLot, type LotState } from './lot-rows';
import { insertFlat } from './queries';

export const LOT_COLUMNS = lotsTable.columnNames as readonly (keyof LotRow)[];

export const SAVED_LOT_COLUMNS = [
  'id',
  'pending',
  'remaining',
  'held',
  'expires_at_ms',
  'due_at_ms',
  'version',
  'is_open',
] as const;

export const MOVE_COLUMNS = lotMoves.columnNames;

const HOLD_COLUMNS = holds.columnNames as readonly (keyof HoldRow)[];

/** Owners of one brand, kind and asset, so that one statement finds their rows. */
function groupsOf(owners: Iterable<OwnerRef>): [OwnerRef, number[]][] {
  const groups = new Map<string, [OwnerRef, number[]]>();
  for (const one of owners) {
    const slot = `${one.brandId}:${one.owner.kind}:${one.asset}`;
    const group = groups.get(slot);
    if (group) group[1].push(one.owner.id);
    else groups.set(slot, [one, [one.owner.id]]);
  }
  return [...groups.values()];
}

/** Statements over lots, their moves and holds. Moves are only ever inserted. */
@Injectable()
export class LotQueries {
  /** What is in an owner's lots today: every lot that is not empty. */
  async openLots(reader: Reader, owners: Iterable<OwnerRef>): Promise<LotRow[]> {
    const found: LotRow[] = [];
    for (const [{ brandId, owner, asset }, ids] of groupsOf(owners)) {
      const rows = await queryIn<LotRow>(
        reader,
        ids,
        (list) =>
          `SELECT ${LOT_COLUMNS.join(', ')} FROM points_lot WHERE brand_id = ? AND owner_kind = ?` +
          ` AND owner_id IN (${list}) AND asset = ? AND is_open = 1`,
        [brandId, owner.kind],
        [asset],
      );
      found.push(...rows);
    }
    return found;
  }

  async lotsById(reader: Reader, ids: readonly number[]): Promise<LotRow[]> {
    const columns = LOT_COLUMNS.join(', ');
    return queryIn(reader, ids, (list) => `SELECT ${columns} FROM points_lot WHERE id IN (${list})`);
  }

  async openedBy(reader: Reader, transactionIds: readonly number[]): Promise<LotRow[]> {
    const columns = LOT_COLUMNS.join(', ');
    return queryIn(
      reader,
      transactionIds,
      (list) => `SELECT ${columns} FROM points_lot WHERE opened_by IN (${list})`,
    );
  }

  async movesOf(reader: Reader, transactionIds: readonly number[]): Promise<MoveRow[]> {
    return queryIn(
      reader,
      transactionIds,
      (list) =>
        'SELECT lot_id, transaction_id, pending_change, remaining_change, held_change FROM points_lot_move' +
        ` WHERE transaction_id IN (${list}) ORDER BY lot_id, version`,
    );
  }

  async holdsById(reader: Reader, ids: readonly number[]): Promise<HoldRow[]> {
    const columns = HOLD_COLUMNS.join(', ');
    return queryIn(reader, ids, (list) => `SELECT ${columns} FROM points_hold WHERE id IN (${list})`);
  }

  async holdsByKey(reader: Reader, brandId: number, keys: readonly Buffer[]): Promise<HoldRow[]> {
    const columns = HOLD_COLUMNS.join(', ');
    return queryIn(
      reader,
      keys,
      (list) => `SELECT ${columns} FROM points_hold WHERE brand_id = ? AND hold_key IN (${list})`,
      [brandId],
    );
  }

  /** Open holds whose time is over. */
  async overdueHolds(reader: Reader, owners: Iterable<OwnerRef>, nowMs: number): Promise<HoldRow[]> {
    const found: HoldRow[] = [];
    for (const [{ brandId, owner, asset }, ids] of groupsOf(owners)) {
      const rows = await queryIn<HoldRow>(
        reader,
        ids,
        (list) =>
          `SELECT ${HOLD_COLUMNS.join(', ')} FROM points_hold WHERE brand_id = ? AND owner_kind = ?` +
          ` AND owner_id IN (${list}) AND state = 'open' AND asset = ? AND expires_at_ms <= ?`,
        [brandId, owner.kind],
        [asset, nowMs],
      );
      found.push(...rows);
    }
    return found;
  }

  /** Every hold of an owner, whatever its state. */
  async holdsOf(reader: Reader, brandId: number, owner: PointsOwner): Promise<HoldRow[]> {
    return reader.query(
      `SELECT ${HOLD_COLUMNS.join(', ')} FROM points_hold WHERE brand_id = ? AND owner_kind = ? AND owner_id = ?` +
        ' ORDER BY id',
      [brandId, owner.kind, owner.id],
    );
  }

  async insertLots(tx: Tx, lots: readonly LotState[]): Promise<void> {
    const values: Value[] = [];
    for (const lot of lots) pushLot(values, lot);
    await insertFlat(tx, 'points_lot', LOT_COLUMNS, values);
  }

  /** The rows exist and their owners are locked, so that the insert always turns into an update. */
  async saveLots(tx: Tx, lots: readonly LotState[]): Promise<void> {
    const tail = tx.dialect.upsert(['id'], SAVED_LOT_COLUMNS.slice(1));
    await insertRows(tx, 'points_lot', SAVED_LOT_COLUMNS, lots.map(savedLot), { tail });
  }

  async insertMoves(tx: Tx, values: readonly Value[]): Promise<void> {
    await insertFlat(tx, 'points_lot_move', MOVE_COLUMNS, values);
  }

  async saveHolds(tx: Tx, holds: readonly HoldRow[]): Promise<void> {
    const rows = holds.map((hold) => HOLD_COLUMNS.map((column) => hold[column]));
    const tail = tx.dialect.upsert(
      ['id'],
      ['owner_id', 'state', 'held_by', 'settled_by', 'settled_at_ms', 'captured', 'restored'],
    );
    await insertRows(tx, 'points_hold', HOLD_COLUMNS, rows, { tail });
  }
}
