import { Injectable } from '@nestjs/common';
import { NEVER_MS } from '@liuliang/domain';
import { queryIn, type Reader } from '../../platform/db/statements';
import {
  JOIN_HOLD,
  ledgerEntries,
  ledgerTransactions,
  MOVE_SELECT,
  type CauseColumns,
  type LotMoveRow,
  type TransactionRow,
} from '../ledger';

/** What a transaction is about, with the number under which people know it. */
export interface SourceColumns extends CauseColumns {
  orderKey: Buffer | null;
}

const ENTRY = ['amount', 'balanceAfter', 'accountVersion'] as const;
/** A line of an account with the transaction that made it. */
export type LineRow = TransactionRow & SourceColumns & Record<(typeof ENTRY)[number], number>;

export interface MonthRow {
  /** Place among the boundaries that were asked about; 0 is before the first. */
  part: number;
  points: number;
  lots: number;
  owners: number;
}

/** What an owner has of an asset in all its open lots; `next`: what ends first, all of that instant together. */
export interface LotTotals {
  openLots: number;
  pending: number;
  held: number;
  next: { points: number; expiresAtMs: number } | null;
}

const TRANSACTION = `${ledgerTransactions.columns('t')}, s.order_key AS orderKey, h.purpose AS holdPurpose, h.hold_key AS holdKey`;
// Orders are read for their number alone: the ledger knows them by row id.
const SOURCE = " LEFT JOIN sale_order s ON t.reference_kind = 'order' AND s.id = t.reference_id" + JOIN_HOLD;

/** The ledger as operators walk it, where more than one table is asked. */
@Injectable()
export class LedgerExplorerQueries {
  /** Lines of an account below a version, newest first. */
  async lines(reader: Reader, accountId: number, below: number, limit: number): Promise<LineRow[]> {
    return reader.query<LineRow>(
      `SELECT ${TRANSACTION}, ${ledgerEntries.columns('e', ENTRY)} FROM ledger_entry e` +
        ` JOIN ledger_transaction t ON t.id = e.transaction_id${SOURCE}` +
        ' WHERE e.account_id = ? AND e.account_version < ? ORDER BY e.account_version DESC LIMIT ?',
      [accountId, below, limit],
    );
  }

  async transaction(
    reader: Reader,
    brandId: number,
    id: number,
  ): Promise<(TransactionRow & SourceColumns) | null> {
    const [row] = await reader.query<TransactionRow & SourceColumns>(
      `SELECT ${TRANSACTION} FROM ledger_transaction t${SOURCE} WHERE t.id = ? AND t.brand_id = ?`,
      [id, brandId],
    );
    return row ?? null;
  }

  /** What a transaction did to lots that were there already. */
  async movesBy(reader: Reader, transactionId: number): Promise<LotMoveRow[]> {
    return reader.query<LotMoveRow>(
      `${MOVE_SELECT} WHERE m.transaction_id = ? ORDER BY m.lot_id, m.version`,
      [transactionId],
    );
  }

  async movesOf(reader: Reader, lotId: number): Promise<LotMoveRow[]> {
    return reader.query<LotMoveRow>(`${MOVE_SELECT} WHERE m.lot_id = ? ORDER BY m.version`, [lotId]);
  }

  /** What is available now and expires between boundaries, which ascend; what never expires is in the last part. */
  async expiringParts(
    reader: Reader,
    brandId: number,
    asset: string,
    boundaries: readonly number[],
  ): Promise<MonthRow[]> {
    const cases = boundaries
      .map((boundary, part) => `WHEN expires_at_ms < ${boundary} THEN ${part}`)
      .join(' ');
    return reader.query<MonthRow>(
      `SELECT CASE ${cases} ELSE ${boundaries.length} END AS part, CAST(SUM(pending + remaining) AS SIGNED) AS points,` +
        ' COUNT(*) AS lots, COUNT(DISTINCT owner_id) AS owners FROM points_lot' +
        ' WHERE brand_id = ? AND asset = ? AND is_open = 1 AND pending + remaining > 0 GROUP BY 1 ORDER BY 1',
      [brandId, asset],
    );
  }

  /** All that an owner has of an asset, beyond any page of lots. @param nowMs what is past its end by now is not next */
  async lotTotals(
    reader: Reader,
    brandId: number,
    { ownerKind, ownerId, asset }: { ownerKind: string; ownerId: number; asset: string },
    nowMs: number,
  ): Promise<LotTotals> {
    const ofOwner = 'brand_id = ? AND owner_kind = ? AND owner_id = ? AND asset = ? AND is_open = 1';
    const owner = [brandId, ownerKind, ownerId, asset];
    const sum = (column: string) => `CAST(COALESCE(SUM(${column}), 0) AS SIGNED)`;
    const [all] = await reader.query<Omit<LotTotals, 'next'>>(
      `SELECT COUNT(*) AS openLots, ${sum('pending')} AS pending, ${sum('held')} AS held FROM points_lot WHERE ${ofOwner}`,
      owner,
    );
    const [next] = await reader.query<{ points: number; expiresAtMs: number }>(
      `SELECT expires_at_ms AS expiresAtMs, ${sum('remaining')} AS points FROM points_lot WHERE ${ofOwner}` +
        ' AND remaining > 0 AND expires_at_ms > ? AND expires_at_ms < ? GROUP BY expires_at_ms' +
        ' ORDER BY expires_at_ms LIMIT 1',
      [...owner, nowMs, NEVER_MS],
    );
    return { ...(all ?? { openLots: 0, pending: 0, held: 0 }), next: next ?? null };
  }

  /** Names of guides by row id. */
  async guideNames(reader: Reader, ids: readonly number[]): Promise<Map<number, string>> {
    const rows = await queryIn<{ id: number; name: string }>(
      reader,
      ids,
      (list) => `SELECT id, name FROM guide WHERE id IN (${list})`,
    );
    return new Map(rows.map(({ id, name }) => [id, name]));
  }
}
