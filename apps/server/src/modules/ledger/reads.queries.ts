import { Injectable } from '@nestjs/common';
import type { LotShare, OwnedRow } from '@liuliang/domain';
import { appendTo } from '@liuliang/domain';
import type { Reader } from '../../platform/db/statements';
import {
  ledgerEntries,
  ledgerTransactions,
  pointsLots,
  type EntryRow,
  type HoldRow,
  type TransactionRow,
} from './entities';

/** Whose points of which programme. */
export type PointsHolder = OwnedRow;

/** What a member can spend. */
export const memberPoints = (who: {
  readonly brandId: number;
  readonly customerId: number;
}): PointsHolder => ({
  brandId: who.brandId,
  ownerKind: 'member',
  ownerId: who.customerId,
  asset: 'points',
});

/** What of an owner's lots decides what they are worth at an instant. */
export type OwnedShare = LotShare & { readonly ownerId: number };

/** What a transaction is about. */
export interface AboutRow extends Pick<TransactionRow, (typeof ABOUT_COLUMNS)[number]> {
  /** Of the hold that the transaction is about; null when it is about none. */
  purpose: HoldRow['purpose'] | null;
  /** What opened the lot that the transaction is about: an activation or expiry is explained by the earning. */
  lotKind: string | null;
  lotReferenceKind: string | null;
  lotReferenceId: number | null;
  lotExplanation: string | null;
  /** When what it is about happened, and when the ledger heard of it: of the lot's opening, where it is about a lot. */
  happenedAtMs: number;
  heardAtMs: number;
}

export interface MovementRow extends AboutRow, Omit<EntryRow, 'line' | 'accountId' | 'amount'> {
  points: number;
}

const ABOUT_COLUMNS = ['kind', 'referenceKind', 'referenceId', 'occurredAtMs', 'explanation'] as const;
const OWNERS_AT_ONCE = 500;

export const ownedBy = ({ brandId, ownerKind, ownerId, asset }: PointsHolder): (string | number)[] => [
  brandId,
  ownerKind,
  ownerId,
  asset,
];

/** What a transaction is about, in so many joins by primary key. */
export const ABOUT =
  `${ledgerTransactions.columns('t', ABOUT_COLUMNS)}, h.purpose,` +
  ' o.kind AS lotKind, o.reference_kind AS lotReferenceKind, o.reference_id AS lotReferenceId,' +
  ' o.explanation AS lotExplanation, COALESCE(o.occurred_at_ms, t.occurred_at_ms) AS happenedAtMs,' +
  ' COALESCE(o.posted_at_ms, t.posted_at_ms) AS heardAtMs';
export const ABOUT_FROM =
  // A hold bears the id of the transaction that placed it.
  " LEFT JOIN points_hold h ON h.id = CASE WHEN t.reference_kind = 'hold' THEN t.reference_id WHEN t.kind = 'hold' THEN t.id END" +
  " LEFT JOIN points_lot l ON t.reference_kind = 'lot' AND l.id = t.reference_id" +
  ' LEFT JOIN ledger_transaction o ON o.id = l.opened_by';

const SHARE = ['ownerId', 'pending', 'remaining', 'held', 'activatesAtMs', 'expiresAtMs'] as const;

/**
 * Open lots, and what holds that lapsed without anybody noticing will put back into theirs: a posting will say so at
 * the next touch, so a read says so now. Such points are told as pending that became available when the hold lapsed.
 */
const lotsAndLapsed = (owners: string): string =>
  `SELECT ${pointsLots.columns('', SHARE)} FROM points_lot` +
  ` WHERE brand_id = ? AND owner_kind = ? AND owner_id ${owners} AND asset = ? AND is_open = 1` +
  ' UNION ALL SELECT h.owner_id, m.held_change, 0, -m.held_change, h.expires_at_ms, k.expires_at_ms FROM points_hold h' +
  ' JOIN points_lot_move m ON m.transaction_id = h.held_by JOIN points_lot k ON k.id = m.lot_id' +
  ` WHERE h.brand_id = ? AND h.owner_kind = ? AND h.owner_id ${owners} AND h.asset = ?` +
  " AND h.state = 'open' AND h.expires_at_ms <= ? AND m.held_change > 0" +
  // After a merge the points are in lots of their own.
  ' UNION ALL SELECT h.owner_id, k.amount, 0, -k.amount, h.expires_at_ms, k.expires_at_ms FROM points_hold h' +
  ' JOIN points_lot k ON k.opened_by = h.held_by' +
  ` WHERE h.brand_id = ? AND h.owner_kind = ? AND h.owner_id ${owners} AND h.asset = ?` +
  " AND h.state = 'open' AND h.expires_at_ms <= ?";

/** Both statements of a member's screen; a golden file keeps how each engine runs them. */
export const BALANCE_SQL = lotsAndLapsed('= ?');
export const HISTORY_SQL =
  `SELECT ${ledgerEntries.columns('e', ['transactionId', 'balanceAfter', 'accountVersion'])}, e.amount AS points, ${ABOUT}` +
  ' FROM ledger_account a JOIN ledger_entry e ON e.account_id = a.id' +
  ` JOIN ledger_transaction t ON t.id = e.transaction_id${ABOUT_FROM}` +
  ' WHERE a.brand_id = ? AND a.owner_kind = ? AND a.owner_id = ? AND a.asset = ?' +
  " AND a.bucket = 'available' AND a.shard = 0 AND e.account_version < ?" +
  ' ORDER BY e.account_version DESC LIMIT ?';

/** What is read of owners' points: balances by lot, and histories. */
@Injectable()
export class PointsReadsQueries {
  /** What an owner's balance at an instant consists of. */
  async lotsAt(reader: Reader, holder: PointsHolder, nowMs: number): Promise<OwnedShare[]> {
    return reader.query<OwnedShare>(BALANCE_SQL, [
      ...ownedBy(holder),
      ...[...ownedBy(holder), nowMs],
      ...[...ownedBy(holder), nowMs],
    ]);
  }

  /** As `lotsAt` for many owners, for lists. */
  async lotsOfAllAt(
    reader: Reader,
    { brandId, ownerKind, asset }: Omit<PointsHolder, 'ownerId'>,
    ownerIds: readonly number[],
    nowMs: number,
  ): Promise<OwnedShare[]> {
    const found: OwnedShare[] = [];
    for (let start = 0; start < ownerIds.length; start += OWNERS_AT_ONCE) {
      const ids = ownerIds.slice(start, start + OWNERS_AT_ONCE);
      const one = [brandId, ownerKind, ...ids, asset];
      const sql = lotsAndLapsed(`IN (${ids.map(() => '?').join(',')})`);
      appendTo(found, await reader.query<OwnedShare>(sql, [...one, ...one, nowMs, ...one, nowMs]));
    }
    return found;
  }

  /** Movements of what is available, newest posting first, from below a version of the account. */
  async movementsBelow(
    reader: Reader,
    holder: PointsHolder,
    version: number,
    limit: number,
  ): Promise<MovementRow[]> {
    return reader.query<MovementRow>(HISTORY_SQL, [...ownedBy(holder), version, limit]);
  }

  /** Earned since an instant, less what refunds took back. */
  async earnedSince(reader: Reader, holder: PointsHolder, sinceMs: number): Promise<number> {
    const [row] = await reader.query<{ points: number | null }>(
      'SELECT CAST(SUM(e.amount) AS SIGNED) AS points FROM ledger_account a JOIN ledger_entry e ON e.account_id = a.id' +
        ' JOIN ledger_transaction t ON t.id = e.transaction_id' +
        ' WHERE a.brand_id = ? AND a.owner_kind = ? AND a.owner_id = ? AND a.asset = ?' +
        " AND a.bucket IN ('available', 'pending') AND t.kind IN ('earn', 'clawback', 'settle') AND t.occurred_at_ms >= ?",
      [...ownedBy(holder), sinceMs],
    );
    return row?.points ?? 0;
  }
}
