import { Injectable } from '@nestjs/common';
import { queryIn, type Reader } from '../../platform/db/statements';
import type { MovedGrowth } from '../ledger';

export interface MemberRow {
  readonly id: number;
  readonly aliasOf: number;
  /** 0: not a member. */
  readonly joinedAtMs: number;
}

/** A movement of somebody's growth, as the ledger has it. */
export interface GrowthRow extends MovedGrowth {
  readonly postingKey: Buffer;
  readonly reversesId: number;
  readonly occurredAtMs: number;
  readonly amount: number;
}

export interface SpendRow {
  readonly orderId: number;
  readonly customerId: number;
  readonly paidAtMs: number;
  readonly amountFen: number;
  readonly refundedFen: number;
}

export interface SpendRefundRow {
  readonly id: number;
  readonly orderId: number;
  readonly refundedAtMs: number;
  readonly amountFen: number;
}

export interface PassRow {
  readonly id: number;
  readonly customerId: number;
  readonly passKey: Buffer;
  readonly kind: 'paid' | 'trial';
  readonly level: number;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  readonly amountFen: number;
  readonly cancelledAtMs: number;
}

export interface RevocationRow {
  readonly id: number;
  readonly customerId: number;
  readonly atMs: number;
  readonly toLevel: number;
}

export const PASS = `id, customer_id AS customerId, pass_key AS passKey, kind, level, starts_at_ms AS startsAtMs,
  ends_at_ms AS endsAtMs, amount_fen AS amountFen, cancelled_at_ms AS cancelledAtMs`;

/** What decides where members stand, read in a handful of statements for any number of them. */
@Injectable()
export class HistoriesQueries {
  /** Erased persons are nobody's members. */
  members(reader: Reader, brandId: number, ids: readonly number[]): Promise<MemberRow[]> {
    const sql = (list: string): string =>
      `SELECT id, alias_of AS aliasOf, CASE WHEN erased_at_ms > 0 THEN 0 ELSE joined_at_ms END AS joinedAtMs
       FROM customer WHERE brand_id = ? AND id IN (${list})`;
    return queryIn<MemberRow>(reader, ids, sql, [brandId]);
  }

  growth(reader: Reader, brandId: number, ownerIds: readonly number[]): Promise<GrowthRow[]> {
    const sql = (list: string): string =>
      `SELECT a.owner_id AS customerId, t.id AS transactionId, t.kind, t.posting_key AS postingKey,
        t.reference_kind AS referenceKind, t.reference_id AS referenceId, t.reverses_id AS reversesId,
        t.occurred_at_ms AS occurredAtMs, e.amount
       FROM ledger_account a
       JOIN ledger_entry e ON e.account_id = a.id
       JOIN ledger_transaction t ON t.id = e.transaction_id
       WHERE a.brand_id = ? AND a.owner_kind = 'member' AND a.owner_id IN (${list}) AND a.asset = 'growth'`;
    return queryIn<GrowthRow>(reader, ownerIds, sql, [brandId]);
  }

  spend(reader: Reader, brandId: number, customerIds: readonly number[]): Promise<SpendRow[]> {
    const sql = (list: string): string =>
      `SELECT id AS orderId, customer_id AS customerId, paid_at_ms AS paidAtMs, amount_fen AS amountFen,
        refunded_fen AS refundedFen FROM sale_order WHERE customer_id IN (${list}) AND brand_id = ?`;
    return queryIn<SpendRow>(reader, customerIds, sql, [], [brandId]);
  }

  refunds(reader: Reader, orderIds: readonly number[]): Promise<SpendRefundRow[]> {
    const sql = (list: string): string =>
      `SELECT id, order_id AS orderId, refunded_at_ms AS refundedAtMs, amount_fen AS amountFen FROM refund
       WHERE order_id IN (${list}) AND state = 'applied'`;
    return queryIn<SpendRefundRow>(reader, orderIds, sql);
  }

  passes(reader: Reader, customerIds: readonly number[]): Promise<PassRow[]> {
    const sql = (list: string): string => `SELECT ${PASS} FROM tier_pass WHERE customer_id IN (${list})`;
    return queryIn<PassRow>(reader, customerIds, sql);
  }

  revocations(reader: Reader, customerIds: readonly number[]): Promise<RevocationRow[]> {
    const sql = (list: string): string =>
      `SELECT id, customer_id AS customerId, occurred_at_ms AS atMs, to_level AS toLevel FROM tier_change
       WHERE customer_id IN (${list}) AND reason = 'revoked'`;
    return queryIn<RevocationRow>(reader, customerIds, sql);
  }
}
