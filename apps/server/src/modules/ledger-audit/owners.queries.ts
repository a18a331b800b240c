import { Injectable } from '@nestjs/common';
import { queryIn, type Reader } from '../../platform/db/statements';
import type { HoldRow, LotRow } from '../ledger';

/** An owner of points, found by the first account of theirs. */
export interface AuditedOwner {
  first_account: number;
  brand_id: number;
  owner_kind: string;
  owner_id: number;
  asset: string;
}

export interface OwnedEntryRow {
  owner_id: number;
  bucket: string;
  amount: number;
  account_version: number;
  transaction_id: number;
}

export interface AuditedTransactionRow {
  id: number;
  kind: string;
  reference_kind: string;
  reference_id: number;
  posted_at_ms: number;
  explanation: string;
}

export interface AuditedMoveRow {
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

/** The other side of an expiry. */
export interface BreakageRow {
  transaction_id: number;
  owner_kind: string;
  owner_id: number;
  bucket: string;
}

/** How often transactions of a kind name a hold. */
export interface SettlingRow {
  hold_id: number;
  kind: string;
  times: number;
}

const OWNED = "bucket IN ('pending', 'available', 'held')";
const inBrand = (brandId: number | null, column: string): string =>
  brandId === null ? '' : ` AND ${column} = ${brandId}`;

/** Everything that is stored of owners' points, for whoever replays it. A page is read at one instant. */
@Injectable()
export class OwnerAuditQueries {
  /** Owners behind an account, by their first account: each comes once. */
  async owners(
    reader: Reader,
    brandId: number | null,
    after: number,
    limit: number,
  ): Promise<AuditedOwner[]> {
    return reader.query<AuditedOwner>(
      'SELECT a.id AS first_account, a.brand_id, a.owner_kind, a.owner_id, a.asset FROM ledger_account a' +
        ` WHERE a.id > ? AND a.${OWNED} AND a.asset <> 'growth'${inBrand(brandId, 'a.brand_id')}` +
        ' AND NOT EXISTS (SELECT 1 FROM ledger_account b WHERE b.brand_id = a.brand_id AND b.owner_kind = a.owner_kind' +
        ` AND b.owner_id = a.owner_id AND b.asset = a.asset AND b.${OWNED} AND b.id < a.id) ORDER BY a.id LIMIT ?`,
      [after, limit],
    );
  }

  balances(
    reader: Reader,
    one: AuditedOwner,
    ownerIds: readonly number[],
  ): Promise<{ id: number; owner_id: number; bucket: string; balance: number }[]> {
    return queryIn(
      reader,
      ownerIds,
      (list) =>
        'SELECT id, owner_id, bucket, balance FROM ledger_account WHERE brand_id = ? AND owner_kind = ?' +
        ` AND owner_id IN (${list}) AND asset = ? AND ${OWNED}`,
      [one.brand_id, one.owner_kind],
      [one.asset],
    );
  }

  entries(
    reader: Reader,
    accountIds: readonly number[],
  ): Promise<{ account_id: number; amount: number; account_version: number; transaction_id: number }[]> {
    return queryIn(
      reader,
      accountIds,
      (list) =>
        `SELECT account_id, amount, account_version, transaction_id FROM ledger_entry WHERE account_id IN (${list})`,
    );
  }

  transactions(reader: Reader, ids: readonly number[]): Promise<AuditedTransactionRow[]> {
    return queryIn(
      reader,
      ids,
      (list) =>
        'SELECT id, kind, reference_kind, reference_id, posted_at_ms, explanation FROM ledger_transaction' +
        ` WHERE id IN (${list})`,
    );
  }

  lots(reader: Reader, one: AuditedOwner, ownerIds: readonly number[]): Promise<LotRow[]> {
    return queryIn(
      reader,
      ownerIds,
      (list) =>
        `SELECT * FROM points_lot WHERE brand_id = ? AND owner_kind = ? AND owner_id IN (${list}) AND asset = ?`,
      [one.brand_id, one.owner_kind],
      [one.asset],
    );
  }

  lotsById(reader: Reader, ids: readonly number[]): Promise<LotRow[]> {
    return queryIn(reader, ids, (list) => `SELECT * FROM points_lot WHERE id IN (${list})`);
  }

  moves(reader: Reader, lotIds: readonly number[]): Promise<AuditedMoveRow[]> {
    return queryIn(
      reader,
      lotIds,
      (list) => `SELECT * FROM points_lot_move WHERE lot_id IN (${list}) ORDER BY lot_id, version`,
    );
  }

  /** What transactions did to lots of anybody. */
  movesBy(reader: Reader, transactionIds: readonly number[]): Promise<AuditedMoveRow[]> {
    return queryIn(
      reader,
      transactionIds,
      (list) => `SELECT * FROM points_lot_move WHERE transaction_id IN (${list})`,
    );
  }

  holds(reader: Reader, one: AuditedOwner, ownerIds: readonly number[]): Promise<HoldRow[]> {
    return queryIn(
      reader,
      ownerIds,
      (list) =>
        `SELECT * FROM points_hold WHERE brand_id = ? AND owner_kind = ? AND owner_id IN (${list}) AND asset = ?`,
      [one.brand_id, one.owner_kind],
      [one.asset],
    );
  }

  settlings(reader: Reader, brandId: number, holdIds: readonly number[]): Promise<SettlingRow[]> {
    return queryIn(
      reader,
      holdIds,
      (list) =>
        'SELECT reference_id AS hold_id, kind, COUNT(*) AS times FROM ledger_transaction' +
        ` WHERE brand_id = ? AND reference_kind = 'hold' AND reference_id IN (${list})` +
        ' GROUP BY reference_id, kind',
      [brandId],
    );
  }

  breakages(reader: Reader, transactionIds: readonly number[]): Promise<BreakageRow[]> {
    return queryIn(
      reader,
      transactionIds,
      (list) =>
        'SELECT e.transaction_id, a.owner_kind, a.owner_id, a.bucket FROM ledger_entry e' +
        ` JOIN ledger_account a ON a.id = e.account_id WHERE e.transaction_id IN (${list}) AND e.amount > 0`,
    );
  }
}
