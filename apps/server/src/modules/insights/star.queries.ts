import { Injectable } from '@nestjs/common';
import type { ReturningRow } from '@liuliang/domain';
import type { Reader } from '../../platform/db/statements';
import { buyersSql } from './buyers.queries';
import { inForceOfCustomerSql, layerSql, type FactsPeriod } from './layer-sql';

/**
 * R over the tables of orders and refunds, which insights may read and never writes (see docs/decisions).
 */
@Injectable()
export class StarQueries {
  /** Purchases in days `fromDay`+1 … `toDay` by the buyer's layer number on `fromDay`. */
  async purchases(reader: Reader, { brandId, scope, fromDay, toDay, rules }: FactsPeriod) {
    const buyers = buyersSql({ brandId, scope, fromDay, toDay });
    return reader.query<ReturningRow & { readonly layer: number }>(
      `SELECT CASE WHEN d.customer_id IS NULL THEN 0 ELSE ${layerSql(rules, fromDay, 'd')} END AS layer,
        CAST(SUM(b.gmv_fen) AS SIGNED) AS gmvFen, CAST(SUM(b.refund_fen) AS SIGNED) AS refundFen,
        CAST(SUM(b.orders) AS SIGNED) AS orders, COUNT(*) AS buyers,
        CAST(SUM(CASE WHEN b.purchase_days >= 2 THEN 1 ELSE 0 END) AS SIGNED) AS repeatBuyers
       FROM (${buyers.sql}) b LEFT JOIN customer_day d
         ON d.brand_id = ? AND d.scope = ? AND d.customer_id = b.buyer_id AND ${inForceOfCustomerSql(fromDay, 'd')}
       GROUP BY layer`,
      [...buyers.values, brandId, scope],
    );
  }
}
