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
}
