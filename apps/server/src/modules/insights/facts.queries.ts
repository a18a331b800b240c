import { Injectable } from '@nestjs/common';
import {
  groupedBy,
  type CustomerTotal,
  type Day,
  type FactKey,
  type FactOf,
  type OwnedFact,
} from '@liuliang/domain';
import type { Reader, Tx } from '../../platform/db/statements';
import { customerDays, customerTotals } from './entities';

/** What a row says besides whose it is and since when. */
export const KNOWN = [
  'nextDay',
  'happened',
  'lastTouchDay',
  'lastShallowDay',
  'lastDeepDay',
  'lastPurchaseDay',
  'purchaseDays',
] as const;

const FIGURES = [
  'orders',
  'paidFen',
  'refundedFen',
  'firstSeenAtMs',
  'lastSeenAtMs',
  'lastOrderAtMs',
] as const;

/** Days deleted per statement; rows vanish only by refunds and merges, so this is rare and short. */
const DELETES_PER_STATEMENT = 200;

@Injectable()
export class FactsQueries {
  /**
   * Keeps snapshots of layer counts from being filled while these facts are under way (FACTS-5). Many writers hold
   * it together; only who begins to fill waits for them.
   */
  async holdSnapshots(tx: Tx, brandId: number): Promise<void> {
    // Where one transaction runs at a time, nobody fills beside it.
    if (tx.dialect.forShare === '') return;
    await tx.query(`SELECT id FROM brand WHERE id = ?${tx.dialect.forShare}`, [brandId]);
  }

  /** Waits until every transaction that is changing facts has ended; those that come after see what we mark. */
  async waitForWriters(tx: Tx, brandId: number): Promise<void> {
    await tx.query(`SELECT id FROM brand WHERE id = ?${tx.dialect.forUpdate}`, [brandId]);
  }

  /** Rows in force on `fromDay` − 1 or later, oldest first per customer. The plus: see `inForceOfCustomerSql`. */
  rowsFrom(
    reader: Reader,
    brandId: number,
    scope: number,
    customerId: readonly number[],
    fromDay: Day,
  ): Promise<OwnedFact[]> {
    return customerDays.select(
      reader,
      brandId,
      { scope, customerId },
      {
        columns: ['customerId', 'day', ...KNOWN],
        and: ['+next_day >= ?', fromDay],
        order: 'customer_id, day',
      },
    );
  }

  /** As `rowsFrom` of one customer in several scopes, by scope. */
  async rowsOfOne(
    reader: Reader,
    brandId: number,
    scope: readonly number[],
    customerId: number,
    fromDay: Day,
  ): Promise<Map<number, OwnedFact[]>> {
    const rows = await customerDays.select(
      reader,
      brandId,
      { scope, customerId },
      { columns: ['scope', 'customerId', 'day', ...KNOWN], and: ['+next_day >= ?', fromDay], order: 'day' },
    );
    return groupedBy(rows, (row) => row.scope);
  }

  async write(tx: Tx, brandId: number, facts: readonly FactOf[]): Promise<void> {
    const rows = [...facts].sort(byKey).map(({ scope, customerId, row }) => ({
      // Field by field: spreading each of some thousand rows costs more than all that is known of them.
      brandId,
      scope,
      customerId,
      day: row.day,
      nextDay: row.nextDay,
      happened: row.happened,
      lastTouchDay: row.lastTouchDay,
      lastShallowDay: row.lastShallowDay,
      lastDeepDay: row.lastDeepDay,
      lastPurchaseDay: row.lastPurchaseDay,
      purchaseDays: row.purchaseDays,
    }));
    await customerDays.insert(tx, rows, { upsert: KNOWN });
  }

  async remove(tx: Tx, brandId: number, keys: readonly FactKey[]): Promise<void> {
    for (let start = 0; start < keys.length; start += DELETES_PER_STATEMENT) {
      const chunk = keys.slice(start, start + DELETES_PER_STATEMENT);
      const which = chunk.map(() => '(scope = ? AND customer_id = ? AND day = ?)').join(' OR ');
      const values = chunk.flatMap((key) => [key.scope, key.customerId, key.day]);
      await customerDays.remove(tx, brandId, {}, [which, ...values]);
    }
  }

  /** Adds to the running figures of customers, one entry per customer. */
  async addTotals(tx: Tx, brandId: number, totals: readonly CustomerTotal[]): Promise<void> {
    const { fresh, least, greatest } = tx.dialect;
    const sum = (column: string): string => `customer_total.${column}+${fresh(column)}`;
    const latest = (column: string): string => greatest(`customer_total.${column}`, fresh(column));
    const tail = tx.dialect.upsertWith(['customer_id'], {
      orders: sum('orders'),
      paid_fen: sum('paid_fen'),
      refunded_fen: sum('refunded_fen'),
      // 0 means never seen, so it must not win as the earliest instant.
      first_seen_at_ms: `CASE WHEN customer_total.first_seen_at_ms=0 THEN ${fresh('first_seen_at_ms')}
        WHEN ${fresh('first_seen_at_ms')}=0 THEN customer_total.first_seen_at_ms
        ELSE ${least('customer_total.first_seen_at_ms', fresh('first_seen_at_ms'))} END`,
      last_seen_at_ms: latest('last_seen_at_ms'),
      last_order_at_ms: latest('last_order_at_ms'),
    });
    await customerTotals.insert(tx, rowsOf(brandId, totals), { tail });
  }

  /** Replaces the running figures of customers by these. */
  async setTotals(tx: Tx, brandId: number, totals: readonly CustomerTotal[]): Promise<void> {
    await customerTotals.insert(tx, rowsOf(brandId, totals), { upsert: FIGURES });
  }
}

const rowsOf = (brandId: number, totals: readonly CustomerTotal[]) =>
  [...totals].sort((a, b) => a.customerId - b.customerId).map((total) => ({ ...total, brandId }));

/** In key order, so that two transactions lock rows in the same order. */
function byKey(a: FactOf, b: FactOf): number {
  return a.scope - b.scope || a.customerId - b.customerId || a.row.day - b.row.day;
}
