import { Injectable } from '@nestjs/common';
import type { Day } from '@liuliang/domain';
import type { Reader } from '../../platform/db/statements';
import { WHOLE_BRAND } from './facts';
import { inForceSql, layerSql, type FactsPlace, type LayerRules } from './layer-sql';

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
export class StarStore {
  /**
   * Purchases in days `fromDay`+1 … `toDay` by the buyer's layer number on `fromDay`. An order belongs to the customer
   * that its buyer was merged into. A refund counts up to `toDay`; one dated before its order counts from the paid day,
   * as it does for layers. Repeat buyers have two purchase days that still count on `toDay`.
   */
  async purchases(
    reader: Reader,
    { brandId, scope }: FactsPlace,
    fromDay: Day,
    toDay: Day,
    rules: LayerRules,
  ): Promise<PurchasesRow[]> {
    const ofChannel = scope === WHOLE_BRAND ? '' : ' AND o.channel = ?';
    const orders = `SELECT o.customer_id, o.paid_day, o.amount_fen,
        (SELECT SUM(r.amount_fen) FROM refund r
         WHERE r.order_id = o.id AND r.state = 'applied' AND r.refunded_day <= ${toDay}) AS refunded_fen
      FROM sale_order o
      WHERE o.brand_id = ? AND o.paid_day > ${fromDay} AND o.paid_day <= ${toDay}${ofChannel}`;
    const buyers = `SELECT CASE WHEN c.alias_of > 0 THEN c.alias_of ELSE c.id END AS buyer_id,
        COUNT(*) AS orders, SUM(p.amount_fen) AS gmv_fen, SUM(COALESCE(p.refunded_fen, 0)) AS refund_fen,
        COUNT(DISTINCT CASE WHEN p.refunded_fen IS NULL OR p.refunded_fen < p.amount_fen THEN p.paid_day END)
          AS purchase_days
      FROM (${orders}) p JOIN customer c ON c.id = p.customer_id GROUP BY buyer_id`;
    return reader.query<PurchasesRow>(
      `SELECT CASE WHEN d.customer_id IS NULL THEN 0 ELSE ${layerSql(rules, fromDay, 'd')} END AS layer,
        CAST(SUM(b.gmv_fen) AS SIGNED) AS gmvFen, CAST(SUM(b.refund_fen) AS SIGNED) AS refundFen,
        CAST(SUM(b.orders) AS SIGNED) AS orders, COUNT(*) AS buyers,
        CAST(SUM(CASE WHEN b.purchase_days >= 2 THEN 1 ELSE 0 END) AS SIGNED) AS repeatBuyers
       FROM (${buyers}) b LEFT JOIN customer_day d
         ON d.brand_id = ? AND d.scope = ? AND d.customer_id = b.buyer_id AND ${inForceSql(fromDay, 'd')}
       GROUP BY layer`,
      [brandId, ...(ofChannel ? [scope] : []), brandId, scope],
    );
  }
}
