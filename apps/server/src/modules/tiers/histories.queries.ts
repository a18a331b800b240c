import { Injectable } from '@nestjs/common';
import type { GrowthMove, Spending, SpendingRefund } from '@liuliang/domain';
import { queryIn, type Reader } from '../../platform/db/statements';

/** A canonical customer who joined. */
export interface Member {
  readonly id: number;
  readonly joinedAtMs: number;
  /** When they were last merged with somebody, or parted; 0: never, so that they have no aliases. */
  readonly mergedAtMs: number;
}

/** What decides where members stand, read in a handful of statements for any number of them. */
@Injectable()
export class HistoriesQueries {
  /** Of canonical customers, when they joined. Erased persons are nobody's members. */
  members(reader: Reader, brandId: number, ids: readonly number[]) {
    const sql = (list: string): string =>
      `SELECT id, joined_at_ms AS joinedAtMs, merged_at_ms AS mergedAtMs FROM customer
       WHERE brand_id = ? AND id IN (${list}) AND joined_at_ms > 0 AND +alias_of = 0 AND erased_at_ms = 0`;
    return queryIn<Member>(reader, ids, sql, [brandId]);
  }

  /**
   * What a merge carried from account to account qualifies for nothing, and is left out: the entries it consists of are
   * read with the family.
   */
  async growth(reader: Reader, brandId: number, ownerIds: readonly number[]): Promise<GrowthMove[]> {
    const sql = (list: string): string =>
      `SELECT a.owner_id AS customerId, t.id AS transactionId, t.kind, t.posting_key AS postingKey,
        t.reference_kind AS referenceKind, t.reference_id AS referenceId, t.reverses_id AS reversesId,
        t.occurred_at_ms AS occurredAtMs, e.amount
       FROM ledger_account a
       ${reader.dialect.thenJoin} ledger_entry e ON e.account_id = a.id
       ${reader.dialect.thenJoin} ledger_transaction t ON t.id = e.transaction_id
       WHERE a.brand_id = ? AND a.owner_kind = 'member' AND a.owner_id IN (${list}) AND a.asset = 'growth'`;
    const rows = await queryIn<Omit<GrowthMove, 'isOfRefund'> & { postingKey: Buffer }>(
      reader,
      ownerIds,
      sql,
      [brandId],
    );
    return rows
      .map(({ postingKey, ...row }) => ({ ...row, key: postingKey.toString('latin1') }))
      .filter(({ kind, key }) => kind !== 'merge' && !key.startsWith('unmerge:'))
      .map(({ key, ...row }) => ({ ...row, isOfRefund: row.kind === 'clawback' || key.startsWith('due:') }));
  }

  spend(reader: Reader, brandId: number, customerIds: readonly number[]) {
    const sql = (list: string): string =>
      `SELECT id AS orderId, customer_id AS customerId, paid_at_ms AS paidAtMs, amount_fen AS amountFen,
        refunded_fen AS refundedFen FROM sale_order WHERE customer_id IN (${list}) AND brand_id = ?`;
    return queryIn<Spending & { refundedFen: number }>(reader, customerIds, sql, [], [brandId]);
  }

  refunds(reader: Reader, orderIds: readonly number[]): Promise<SpendingRefund[]> {
    const sql = (list: string): string =>
      `SELECT order_id AS orderId, refunded_at_ms AS refundedAtMs, amount_fen AS amountFen FROM refund
       WHERE order_id IN (${list}) AND state = 'applied'`;
    return queryIn(reader, orderIds, sql);
  }
}
