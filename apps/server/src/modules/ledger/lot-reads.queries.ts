import { Injectable } from '@nestjs/common';
import type { Reader } from '../../platform/db/statements';
import { ABOUT, ABOUT_FROM, ownedBy, type AboutRow, type PointsHolder } from './reads.queries';
import { lotMoves } from './entities';

export interface LotReadRow {
  id: number;
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
  funder_kind: string;
  funder_id: number;
  store_id: number;
  carried_from: number;
  version: number;
  is_open: number;
}

/** A lot with the transaction that opened it, whose columns are null for one from before there were lots. */
export type ExplainedLotRow = LotReadRow & { [column in keyof AboutRow]: AboutRow[column] | null };

export interface LotMoveRow extends AboutRow {
  lot_id: number;
  version: number;
  transaction_id: number;
  pending_change: number;
  remaining_change: number;
  held_change: number;
  pending_after: number;
  remaining_after: number;
  held_after: number;
  expires_to_ms: number;
}

/** Where a page of lots goes on: behind this lot. */
export interface LotPlace {
  readonly expiresAtMs: number;
  readonly id: number;
}

const LOT = [
  'id',
  'owner_kind',
  'owner_id',
  'asset',
  'opened_by',
  'opened_at_ms',
  'amount',
  'pending',
  'remaining',
  'held',
  'activates_at_ms',
  'expires_at_ms',
  'funder_kind',
  'funder_id',
  'store_id',
  'carried_from',
  'version',
  'is_open',
];
const MOVE = lotMoves.columnNames;
const of = (alias: string, columns: readonly string[]): string =>
  columns.map((column) => `${alias}.${column}`).join(', ');
/** A lot alone, and a move with the transaction that made it. */
export const LOT_SELECT = `SELECT ${of('p', LOT)} FROM points_lot p`;
export const MOVE_SELECT =
  `SELECT ${of('m', MOVE)}, ${ABOUT} FROM points_lot_move m` +
  ` JOIN ledger_transaction t ON t.id = m.transaction_id${ABOUT_FROM}`;
const EXPLAINED_LOT =
  `SELECT ${of('p', LOT)}, ${ABOUT} FROM points_lot p` +
  ` LEFT JOIN ledger_transaction t ON t.id = p.opened_by${ABOUT_FROM}`;

/** Lots as people look at them: by owner, and one with all that became of it. */
@Injectable()
export class LotReadsQueries {
  /** Open lots behind a place, the one that expires first at the top, ties by id. */
  async openPage(
    reader: Reader,
    holder: PointsHolder,
    after: LotPlace,
    limit: number,
  ): Promise<ExplainedLotRow[]> {
    return reader.query<ExplainedLotRow>(
      `${EXPLAINED_LOT} WHERE p.brand_id = ? AND p.owner_kind = ? AND p.owner_id = ? AND p.asset = ? AND p.is_open = 1` +
        ' AND (p.expires_at_ms > ? OR (p.expires_at_ms = ? AND p.id > ?)) ORDER BY p.expires_at_ms, p.id LIMIT ?',
      [...ownedBy(holder), after.expiresAtMs, after.expiresAtMs, after.id, limit],
    );
  }

  async lot(reader: Reader, brandId: number, lotId: number): Promise<ExplainedLotRow | null> {
    const [row] = await reader.query<ExplainedLotRow>(`${EXPLAINED_LOT} WHERE p.id = ? AND p.brand_id = ?`, [
      lotId,
      brandId,
    ]);
    return row ?? null;
  }

  /** Every move of a lot, oldest first. */
  async moves(reader: Reader, lotId: number): Promise<LotMoveRow[]> {
    return reader.query<LotMoveRow>(`${MOVE_SELECT} WHERE m.lot_id = ? ORDER BY m.version`, [lotId]);
  }
}
