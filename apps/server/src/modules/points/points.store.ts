import { Injectable } from '@nestjs/common';
import { queryIn, type Reader } from '../../platform/db/statements';

export interface OrderPointsRow {
  order_id: number;
  kind: string;
  points: number;
}

export interface BalanceRow {
  owner_id: number;
  bucket: string;
  balance: number;
}

export interface MovementRow {
  transaction_id: number;
  points: number;
  balance_after: number;
  account_version: number;
  kind: string;
  reference_kind: string;
  reference_id: number;
  occurred_at_ms: number;
  explanation: string;
}

const MOVEMENT =
  'e.transaction_id, e.amount AS points, e.balance_after, e.account_version,' +
  ' t.kind, t.reference_kind, t.reference_id, t.occurred_at_ms, t.explanation' +
  ' FROM ledger_entry e JOIN ledger_transaction t ON t.id = e.transaction_id';

/** What is read of members' points: balances, histories, and what orders earned. */
@Injectable()
export class PointsStore {
  /** Points that members got (positive) or lost (negative) for these orders, by kind of posting. */
  async pointsOfOrders(
    reader: Reader,
    brandId: number,
    orderIds: readonly number[],
  ): Promise<OrderPointsRow[]> {
    return queryIn<OrderPointsRow>(
      reader,
      orderIds,
      (list) =>
        'SELECT t.reference_id AS order_id, t.kind, CAST(SUM(e.amount) AS SIGNED) AS points FROM ledger_transaction t' +
        ' JOIN ledger_entry e ON e.transaction_id = t.id' +
        " JOIN ledger_account a ON a.id = e.account_id AND a.owner_kind = 'member' AND a.asset = 'points'" +
        ` WHERE t.brand_id = ? AND t.reference_kind = 'order' AND t.reference_id IN (${list})` +
        ' GROUP BY t.reference_id, t.kind',
      [brandId],
    );
  }

  async balances(reader: Reader, brandId: number, customerIds: readonly number[]): Promise<BalanceRow[]> {
    return queryIn<BalanceRow>(
      reader,
      customerIds,
      (list) =>
        "SELECT owner_id, bucket, balance FROM ledger_account WHERE brand_id = ? AND owner_kind = 'member'" +
        ` AND owner_id IN (${list}) AND asset = 'points'`,
      [brandId],
    );
  }

  async availableAccounts(
    reader: Reader,
    brandId: number,
    customerIds: readonly number[],
  ): Promise<number[]> {
    const rows = await queryIn<{ id: number }>(
      reader,
      customerIds,
      (list) =>
        "SELECT id FROM ledger_account WHERE brand_id = ? AND owner_kind = 'member'" +
        ` AND owner_id IN (${list}) AND asset = 'points' AND bucket = 'available' AND shard = 0`,
      [brandId],
    );
    return rows.map(({ id }) => id);
  }

  /** Newest first, from below a version of the account. */
  async movementsBelow(
    reader: Reader,
    accountId: number,
    version: number,
    limit: number,
  ): Promise<MovementRow[]> {
    return reader.query<MovementRow>(
      `SELECT ${MOVEMENT} WHERE e.account_id = ? AND e.account_version < ? ORDER BY e.account_version DESC LIMIT ?`,
      [accountId, version, limit],
    );
  }

  /** Newest first by when they happened, equal instants by id; strictly before (atMs, id). */
  async movementsBefore(
    reader: Reader,
    accountIds: readonly number[],
    sinceMs: number,
    before: { readonly atMs: number; readonly id: number },
    limit: number,
  ): Promise<MovementRow[]> {
    const list = accountIds.map(() => '?').join(',');
    return reader.query<MovementRow>(
      `SELECT ${MOVEMENT} WHERE e.account_id IN (${list}) AND t.occurred_at_ms >= ?` +
        ' AND (t.occurred_at_ms < ? OR (t.occurred_at_ms = ? AND t.id < ?))' +
        ' ORDER BY t.occurred_at_ms DESC, t.id DESC LIMIT ?',
      [...accountIds, sinceMs, before.atMs, before.atMs, before.id, limit],
    );
  }
}
