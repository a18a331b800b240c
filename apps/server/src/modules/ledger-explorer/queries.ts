import { Injectable } from '@nestjs/common';
import { queryIn, type Reader, type Value } from '../../platform/db/statements';
import {
  LOT_SELECT,
  MOVE_SELECT,
  type LotMoveRow,
  type LotReadRow,
  type HoldRow,
  TRANSACTION,
  type AccountName,
  type EntryRow,
  type TransactionRow,
} from '../ledger';

export type AccountRow = AccountName & { id: number; balance: number; version: number };

/** What a transaction is about, with the number under which people know it. */
export interface SourceColumns {
  order_key: Buffer | null;
  about_hold_key: Buffer | null;
}

export type LineRow = Pick<
  TransactionRow,
  'id' | 'posting_key' | 'kind' | 'reference_kind' | 'reference_id' | 'occurred_at_ms' | 'posted_at_ms'
> &
  SourceColumns & { amount: number; balance_after: number; account_version: number };

/** Whose accounts, lots or holds. */
export interface OwnerName {
  readonly kind: string;
  readonly id: number;
}

export interface MonthRow {
  /** Place among the boundaries that were asked about; 0 is before the first. */
  part: number;
  points: number;
  lots: number;
  owners: number;
}

const ACCOUNT = 'id, brand_id, owner_kind, owner_id, asset, bucket, shard, balance, version';
const HEAD =
  't.id, t.posting_key, t.kind, t.reference_kind, t.reference_id, t.occurred_at_ms, t.posted_at_ms,' +
  ' s.order_key, h.hold_key AS about_hold_key';
// Orders are read for their number alone: the ledger knows them by row id.
const SOURCE =
  " LEFT JOIN sale_order s ON t.reference_kind = 'order' AND s.id = t.reference_id" +
  " LEFT JOIN points_hold h ON t.reference_kind = 'hold' AND h.id = t.reference_id";
const HOLD =
  'id, brand_id, hold_key, owner_kind, owner_id, asset, points, purpose, state, created_at_ms, expires_at_ms,' +
  ' held_by, settled_by, settled_at_ms, captured, restored';

/** The ledger as operators walk it: accounts, transactions, lots, holds, and back. */
@Injectable()
export class LedgerExplorerQueries {
  /** Accounts behind an id, ascending. */
  async accounts(
    reader: Reader,
    brandId: number,
    filter: {
      readonly owner: OwnerName | null;
      readonly kind: string | null;
      readonly asset: string | null;
      readonly bucket: string | null;
    },
    after: number,
    limit: number,
  ): Promise<AccountRow[]> {
    const { owner, kind, asset, bucket } = filter;
    const conditions: [string, Value][] = [
      ['brand_id = ?', brandId],
      ['id > ?', after],
      ...(owner
        ? ([
            ['owner_kind = ?', owner.kind],
            ['owner_id = ?', owner.id],
          ] as [string, Value][])
        : []),
      ...(!owner && kind !== null ? ([['owner_kind = ?', kind]] as [string, Value][]) : []),
      ...(asset !== null ? ([['asset = ?', asset]] as [string, Value][]) : []),
      ...(bucket !== null ? ([['bucket = ?', bucket]] as [string, Value][]) : []),
    ];
    return reader.query<AccountRow>(
      `SELECT ${ACCOUNT} FROM ledger_account WHERE ${conditions.map(([sql]) => sql).join(' AND ')} ORDER BY id LIMIT ?`,
      [...conditions.map(([, value]) => value), limit],
    );
  }

  async account(reader: Reader, brandId: number, id: number): Promise<AccountRow | null> {
    const sql = `SELECT ${ACCOUNT} FROM ledger_account WHERE id = ? AND brand_id = ?`;
    return (await reader.query<AccountRow>(sql, [id, brandId]))[0] ?? null;
  }

  accountsById(reader: Reader, ids: readonly number[]): Promise<AccountRow[]> {
    return queryIn(reader, ids, (list) => `SELECT ${ACCOUNT} FROM ledger_account WHERE id IN (${list})`);
  }

  /** Lines of an account below a version, newest first. */
  async lines(reader: Reader, accountId: number, below: number, limit: number): Promise<LineRow[]> {
    return reader.query<LineRow>(
      `SELECT ${HEAD}, e.amount, e.balance_after, e.account_version FROM ledger_entry e` +
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
    const columns = TRANSACTION.map((column) => `t.${column}`).join(', ');
    const [row] = await reader.query<TransactionRow & SourceColumns>(
      `SELECT ${columns}, s.order_key, h.hold_key AS about_hold_key FROM ledger_transaction t${SOURCE}` +
        ' WHERE t.id = ? AND t.brand_id = ?',
      [id, brandId],
    );
    return row ?? null;
  }

  async reversalOf(reader: Reader, transactionId: number): Promise<number | null> {
    const sql = 'SELECT id FROM ledger_transaction WHERE reverses_id = ?';
    return (await reader.query<{ id: number }>(sql, [transactionId]))[0]?.id ?? null;
  }

  async entries(reader: Reader, transactionId: number): Promise<EntryRow[]> {
    return reader.query<EntryRow>(
      'SELECT transaction_id, line, account_id, amount, balance_after, account_version FROM ledger_entry' +
        ' WHERE transaction_id = ? ORDER BY line',
      [transactionId],
    );
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

  async lotsOpenedBy(reader: Reader, transactionId: number): Promise<LotReadRow[]> {
    return reader.query<LotReadRow>(`${LOT_SELECT} WHERE p.opened_by = ? ORDER BY p.id`, [transactionId]);
  }

  async lot(reader: Reader, brandId: number, id: number): Promise<LotReadRow | null> {
    const rows = await reader.query<LotReadRow>(`${LOT_SELECT} WHERE p.id = ? AND p.brand_id = ?`, [
      id,
      brandId,
    ]);
    return rows[0] ?? null;
  }

  /** Lots of an owner behind a place: the open ones first, each half by expiry. */
  async lots(
    reader: Reader,
    brandId: number,
    owner: OwnerName,
    asset: string,
    after: { readonly isOpen: number; readonly expiresAtMs: number; readonly id: number },
    limit: number,
  ): Promise<LotReadRow[]> {
    return reader.query<LotReadRow>(
      `${LOT_SELECT} WHERE p.brand_id = ? AND p.owner_kind = ? AND p.owner_id = ? AND p.asset = ?` +
        ' AND (p.is_open < ? OR (p.is_open = ? AND (p.expires_at_ms > ? OR (p.expires_at_ms = ? AND p.id > ?))))' +
        ' ORDER BY p.is_open DESC, p.expires_at_ms, p.id LIMIT ?',
      [
        brandId,
        owner.kind,
        owner.id,
        asset,
        after.isOpen,
        after.isOpen,
        after.expiresAtMs,
        after.expiresAtMs,
        after.id,
        limit,
      ],
    );
  }

  /** Open holds behind (expiry, id), the one that lapses first at the top. */
  async openHolds(
    reader: Reader,
    brandId: number,
    after: { readonly expiresAtMs: number; readonly id: number },
    limit: number,
  ): Promise<HoldRow[]> {
    return reader.query<HoldRow>(
      `SELECT ${HOLD} FROM points_hold WHERE state = 'open' AND brand_id = ?` +
        ' AND (expires_at_ms > ? OR (expires_at_ms = ? AND id > ?)) ORDER BY expires_at_ms, id LIMIT ?',
      [brandId, after.expiresAtMs, after.expiresAtMs, after.id, limit],
    );
  }

  /** Holds of an owner below an id, newest first. */
  async holdsOf(
    reader: Reader,
    brandId: number,
    owner: OwnerName,
    below: number,
    limit: number,
  ): Promise<HoldRow[]> {
    return reader.query<HoldRow>(
      `SELECT ${HOLD} FROM points_hold WHERE brand_id = ? AND owner_kind = ? AND owner_id = ? AND id < ?` +
        ' ORDER BY id DESC LIMIT ?',
      [brandId, owner.kind, owner.id, below, limit],
    );
  }

  async holdBy(reader: Reader, transactionId: number, holdId: number): Promise<HoldRow | null> {
    const sql = `SELECT ${HOLD} FROM points_hold WHERE id IN (?, ?)`;
    return (await reader.query<HoldRow>(sql, [transactionId, holdId]))[0] ?? null;
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
