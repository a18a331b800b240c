import { WHOLE_BRAND } from '@liuliang/domain';
import type { Value } from '../../platform/db/statements';
import { personSql } from '../members';
import type { FactsPeriod } from './layer-sql';

/** A piece of a statement and what its question marks stand for. */
export interface SqlPart {
  readonly sql: string;
  readonly values: readonly Value[];
}

/**
 * Buyers in days `fromDay`+1 … `toDay` as a subquery: buyer_id, orders, gmv_fen, refund_fen, purchase_days. An order
 * belongs to the customer that its buyer was merged into. A refund counts up to `toDay`; one dated before its order
 * counts from the paid day, as it does for layers. Purchase days are those that still count on `toDay` (HANDBOOK 4).
 */
export function buyersSql({ brandId, scope, fromDay, toDay }: Omit<FactsPeriod, 'rules'>): SqlPart {
  const ofChannel = scope === WHOLE_BRAND ? '' : 'AND o.channel = ?';
  const sql = `
    SELECT ${personSql('c')} AS buyer_id, COUNT(*) AS orders,
      SUM(p.amount_fen) AS gmv_fen, SUM(COALESCE(p.refunded_fen, 0)) AS refund_fen,
      COUNT(DISTINCT CASE WHEN p.refunded_fen IS NULL OR p.refunded_fen < p.amount_fen THEN p.paid_day END)
        AS purchase_days
    FROM (
      SELECT o.customer_id, o.paid_day, o.amount_fen,
        (SELECT SUM(r.amount_fen) FROM refund r
         WHERE r.order_id = o.id AND r.state = 'applied' AND r.refunded_day <= ?) AS refunded_fen
      FROM sale_order o WHERE o.brand_id = ? AND o.paid_day > ? AND o.paid_day <= ? ${ofChannel}
    ) p JOIN customer c ON c.id = p.customer_id GROUP BY buyer_id`;
  return { sql, values: [toDay, brandId, fromDay, toDay, ...(ofChannel ? [scope] : [])] };
}
