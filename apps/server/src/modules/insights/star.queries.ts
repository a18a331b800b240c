import { Injectable } from '@nestjs/common';
import type { Day } from '@liuliang/domain';
import type { Reader } from '../../platform/db/statements';
import { buyersSql } from './buyers.queries';
import { inForceOfCustomerSql, layerSql, type FactsPlace, type LayerRules } from './layer-sql';

/** What the buyers of one layer bought in a period. */
export interface PurchasesRow {
  readonly layer: number;
  readonly gmvFen: number;
  readonly refundFen: number;
  readonly orders: number;
  readonly buyers: number;
  readonly repeatBuyers: number;
}

/**
 * R over the tables of orders and refunds, which insights may read and never writes (see docs/decisions).
 */
@Injectable()
export class StarQueries {
  /** Purchases in days `fromDay`+1 … `toDay` by the buyer's layer number on `fromDay`. */
  async purchases(
    reader: Reader,
    { brandId, scope }: FactsPlace,
    fromDay: Day,
    toDay: Day,
    rules: LayerRules,
  ): Promise<PurchasesRow[]> {
    const buyers = buyersSql({ brandId, scope }, fromDay, toDay);
    return reader.query<PurchasesRow>(
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
