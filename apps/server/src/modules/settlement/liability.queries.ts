import { Injectable } from '@nestjs/common';
import type { SettledAsset } from '@liuliang/domain';
import type { Reader, Value } from '../../platform/db/statements';

/** Whose cost points are, and where they were earned. */
export interface LotGroup {
  asset: SettledAsset;
  funderKind: 'system' | 'store' | 'supplier';
  funderId: number;
  storeId: number;
}

export interface OutstandingRow extends LotGroup {
  points: number;
  pending: number;
}

export interface FlowRow extends LotGroup {
  postingKind: string;
  changePoints: number;
  pendingChange: number;
}

/** Transactions from one id up to, not including, another: posted order, and the key of every table here. */
export interface IdRange {
  readonly from: number;
  readonly until: number;
}

const GROUP = 'l.asset, l.funder_kind, l.funder_id, l.store_id';
const SELECT = 'SELECT l.asset, l.funder_kind AS funderKind, l.funder_id AS funderId, l.store_id AS storeId';
const sum = (what: string): string => `CAST(COALESCE(SUM(${what}), 0) AS SIGNED)`;
/** A paid statement is posted as an adjustment that names it; it uses points up like a redemption. */
const KIND = "CASE WHEN t.kind = 'adjust' AND t.reference_kind = 'payout' THEN 'capture' ELSE t.kind END";

/**
 * Sums over lots. Each statement groups in the database and reads either what is open now or the rows of one month, by
 * index; nothing here grows with the history.
 */
@Injectable()
export class LiabilityQueries {
  async outstanding(reader: Reader, brandId: number): Promise<OutstandingRow[]> {
    return reader.query<OutstandingRow>(
      `${SELECT}, ${sum('l.pending + l.remaining + l.held')} AS points, ${sum('l.pending')} AS pending` +
        ` FROM points_lot l WHERE l.brand_id = ? AND l.is_open = 1 GROUP BY ${GROUP}`,
      [brandId],
    );
  }

  /** Lots that were opened, by the kind of the posting. */
  async opened(reader: Reader, brandId: number, range: IdRange): Promise<FlowRow[]> {
    return reader.query<FlowRow>(
      `${SELECT}, ${KIND} AS postingKind, ${sum('l.amount')} AS changePoints,` +
        // A lot's own row says how it is now; how much of it began as pending, its first move says, if it has one.
        ` ${sum('CASE WHEN m.lot_id IS NULL THEN l.pending ELSE m.pending_after - m.pending_change END')}` +
        ' AS pendingChange FROM points_lot l JOIN ledger_transaction t ON t.id = l.opened_by' +
        ' LEFT JOIN points_lot_move m ON m.lot_id = l.id AND m.version = 1' +
        ` WHERE l.brand_id = ? AND l.opened_by >= ? AND l.opened_by < ? GROUP BY ${GROUP}, ${KIND}`,
      [brandId, range.from, range.until],
    );
  }

  /** What corrections after late facts made expire, by whose breakage it is. */
  async expiredLate(
    reader: Reader,
    brandId: number,
    range: IdRange,
  ): Promise<(Pick<LotGroup, 'asset' | 'funderKind' | 'funderId'> & { points: number })[]> {
    return reader.query(
      `SELECT a.asset, a.owner_kind AS funderKind, a.owner_id AS funderId, ${sum('e.amount')} AS points` +
        ' FROM ledger_transaction t JOIN ledger_entry e ON e.transaction_id = t.id' +
        ' JOIN ledger_account a ON a.id = e.account_id' +
        " WHERE t.id >= ? AND t.id < ? AND t.brand_id = ? AND t.kind = 'settle' AND a.bucket = 'breakage'" +
        ' GROUP BY a.asset, a.owner_kind, a.owner_id',
      [range.from, range.until, brandId],
    );
  }

  /** What was done to lots that were there. */
  async moved(reader: Reader, brandId: number, range: IdRange): Promise<FlowRow[]> {
    return reader.query<FlowRow>(
      `${SELECT}, ${KIND} AS postingKind,` +
        ` ${sum('m.pending_change + m.remaining_change + m.held_change')} AS changePoints,` +
        ` ${sum('m.pending_change')} AS pendingChange FROM points_lot_move m` +
        ' JOIN ledger_transaction t ON t.id = m.transaction_id JOIN points_lot l ON l.id = m.lot_id' +
        ` WHERE m.transaction_id >= ? AND m.transaction_id < ? AND l.brand_id = ? GROUP BY ${GROUP}, ${KIND}`,
      [range.from, range.until, brandId],
    );
  }

  /**
   * What is outstanding by the span of time in which it is last valid: index of the first boundary at or behind the
   * expiry. What expires with a month is still valid on its last day and belongs to it.
   */
  async byExpiry(
    reader: Reader,
    brandId: number,
    boundaries: readonly number[],
  ): Promise<{ asset: SettledAsset; span: number; points: number }[]> {
    const cases = boundaries.map((_, i) => `WHEN l.expires_at_ms <= ? THEN ${i}`).join(' ');
    const span = `CASE ${cases} ELSE ${boundaries.length} END`;
    return reader.query(
      `SELECT asset, span, ${sum('points')} AS points FROM (SELECT l.asset, ${span} AS span,` +
        ' l.pending + l.remaining + l.held AS points FROM points_lot l WHERE l.brand_id = ? AND l.is_open = 1) lots' +
        ' GROUP BY asset, span ORDER BY asset, span',
      [...boundaries, brandId],
    );
  }

  /** Balances of all owners now, from the accounts. */
  async owned(reader: Reader, brandId: number): Promise<{ asset: SettledAsset; points: number }[]> {
    return reader.query(
      `SELECT a.asset, ${sum('a.balance')} AS points FROM ledger_account a WHERE a.brand_id = ?` +
        " AND a.bucket IN ('pending', 'available', 'held') AND a.asset IN ('points', 'guide_points')" +
        ' GROUP BY a.asset',
      [brandId],
    );
  }

  /** Entries of a range by bucket and kind of posting. */
  async entered(
    reader: Reader,
    brandId: number,
    range: IdRange,
  ): Promise<{ asset: SettledAsset; bucket: string; postingKind: string; points: number }[]> {
    return reader.query(
      `SELECT a.asset, a.bucket, ${KIND} AS postingKind, ${sum('e.amount')} AS points FROM ledger_entry e` +
        ' JOIN ledger_transaction t ON t.id = e.transaction_id JOIN ledger_account a ON a.id = e.account_id' +
        " WHERE e.transaction_id >= ? AND e.transaction_id < ? AND a.brand_id = ? AND a.asset <> 'growth'" +
        ` GROUP BY a.asset, a.bucket, ${KIND}`,
      [range.from, range.until, brandId],
    );
  }

  /** Of the lots that earnings opened in a range and that have run out: what was issued, what expired. */
  async cohort(
    reader: Reader,
    brandId: number,
    range: IdRange,
    nowMs: number,
  ): Promise<{ asset: SettledAsset; issued: number; expired: number }[]> {
    const values: Value[] = [brandId, range.from, range.until, nowMs];
    const issued = await reader.query<{ asset: SettledAsset; points: number }>(
      `SELECT l.asset, ${sum('l.amount')} AS points FROM points_lot l WHERE l.brand_id = ?` +
        ' AND l.opened_by >= ? AND l.opened_by < ? AND l.expires_at_ms <= ? AND l.amount > 0 AND l.carried_from = 0' +
        ' GROUP BY l.asset',
      values,
    );
    const expired = await reader.query<{ asset: SettledAsset; points: number }>(
      `SELECT l.asset, ${sum('-m.remaining_change')} AS points FROM points_lot l` +
        ' JOIN points_lot_move m ON m.lot_id = l.id JOIN ledger_transaction t ON t.id = m.transaction_id' +
        ' WHERE l.brand_id = ? AND l.opened_by >= ? AND l.opened_by < ? AND l.expires_at_ms <= ? AND l.amount > 0' +
        " AND l.carried_from = 0 AND t.kind = 'expire' GROUP BY l.asset",
      values,
    );
    const gone = new Map(expired.map((row) => [row.asset, row.points]));
    return issued.map((row) => ({ asset: row.asset, issued: row.points, expired: gone.get(row.asset) ?? 0 }));
  }
}
