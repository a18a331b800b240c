import { Injectable } from '@nestjs/common';
import type { Reader } from '../../platform/db/statements';
import { ABOUT, ABOUT_FROM, ownedBy, type AboutRow, type PointsHolder } from './reads.queries';
import { lotMoves, pointsLots, type LotRow, type MoveRow } from './entities';

/** A lot with the transaction that opened it, whose columns are null for one from before there were lots. */
export type ExplainedLotRow = LotRow & { [column in keyof AboutRow]: AboutRow[column] | null };

/** A move with the transaction that made it. */
export type LotMoveRow = MoveRow & AboutRow;

/** Where a page of lots goes on: behind this lot. */
export interface LotPlace {
  readonly expiresAtMs: number;
  readonly id: number;
}

export const MOVE_SELECT =
  `SELECT ${lotMoves.columns('m')}, ${ABOUT} FROM points_lot_move m` +
  ` JOIN ledger_transaction t ON t.id = m.transaction_id${ABOUT_FROM}`;
const EXPLAINED_LOT =
  `SELECT ${pointsLots.columns('p')}, ${ABOUT} FROM points_lot p` +
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

  /** Open lots of which something still waits, the newest at the top. */
  async pendingLots(reader: Reader, holder: PointsHolder, limit: number): Promise<ExplainedLotRow[]> {
    return reader.query<ExplainedLotRow>(
      `${EXPLAINED_LOT} WHERE p.brand_id = ? AND p.owner_kind = ? AND p.owner_id = ? AND p.asset = ? AND p.is_open = 1` +
        ' AND p.pending > 0 AND p.activates_at_ms > ? ORDER BY p.opened_at_ms DESC, p.id DESC LIMIT ?',
      [...ownedBy(holder), reader.nowMs(), limit],
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
