import { Injectable } from '@nestjs/common';
import type { Day, LayerEntry, LayerRules } from '@liuliang/domain';
import { queryIn, type Reader, type Tx } from '../../platform/db/statements';
import { LIST_MARK } from './entities';
import { inForceOfCustomerSql, inForceSql, layerSql, type FactsPeriod, type FactsPlace } from './layer-sql';

/** Holds every column that a day's count needs (entities.ts), cut to the 64 characters that engines allow. */
const IN_FORCE_INDEX = 'ix_customer_day_brand_id_scope_next_day_day_last_purchase_day_pu';

@Injectable()
export class LayersQueries {
  /** Customers of a brand, aliases left out: a person who was merged is counted once. */
  async customers(reader: Reader, brandId: number): Promise<number> {
    const [row] = await reader.query<{ customers: number }>(
      `SELECT (SELECT COUNT(*) FROM customer WHERE brand_id = ?) -
        (SELECT COUNT(*) FROM customer WHERE alias_of > 0 AND +brand_id = ?) AS customers`,
      [brandId, brandId],
    );
    return row?.customers ?? 0;
  }

  /** Customers by layer number on a day, of those with any row in force. */
  async counts(reader: Reader, { brandId, scope }: FactsPlace, day: Day, rules: LayerRules) {
    return reader.query<{ layer: number; customers: number }>(
      `SELECT ${layerSql(rules, day)} AS layer, COUNT(*) AS customers
       FROM customer_day${reader.dialect.walk('customer_day', IN_FORCE_INDEX)}
       WHERE brand_id = ? AND scope = ? AND ${inForceSql(day)} GROUP BY layer`,
      [brandId, scope],
    );
  }

  /**
   * Who went from which layer to which, of those with any row in force on either day. One walk in key order: the rows
   * of a customer lie together, so that nothing has to be sorted or kept aside to put the two days together.
   */
  async flow(reader: Reader, { brandId, scope, fromDay, toDay, rules }: FactsPeriod) {
    return reader.query<{ fromLayer: number; toLayer: number; customers: number }>(
      `SELECT fromLayer, toLayer, COUNT(*) AS customers FROM (
         SELECT MAX(CASE WHEN day <= ${fromDay} THEN ${layerSql(rules, fromDay)} ELSE 0 END) AS fromLayer,
           MAX(CASE WHEN next_day > ${toDay} THEN ${layerSql(rules, toDay)} ELSE 0 END) AS toLayer
         FROM customer_day${reader.dialect.walk('customer_day', 'primary')}
         WHERE brand_id = ? AND scope = ? AND day <= ${toDay} AND next_day > ${fromDay}
           AND (day <= ${fromDay} OR next_day > ${toDay})
         GROUP BY customer_id
       ) AS moved GROUP BY fromLayer, toLayer`,
      [brandId, scope],
    );
  }

  /** Customers with a row in force on a day, in id order after one of them; layer 0 among them. */
  async entries(
    reader: Reader,
    { brandId, scope }: FactsPlace,
    day: Day,
    rules: LayerRules,
    page: { readonly afterId: number; readonly limit: number },
  ): Promise<LayerEntry[]> {
    return reader.query(
      `SELECT customer_id AS customerId, ${layerSql(rules, day)} AS layer
       FROM customer_day${reader.dialect.walk('customer_day', 'primary')}
       WHERE brand_id = ? AND scope = ? AND customer_id > ? AND ${inForceOfCustomerSql(day)}
       ORDER BY customer_id LIMIT ?`,
      [brandId, scope, page.afterId, page.limit],
    );
  }

  /** Layer numbers of some customers on a day; those without a row in force are left out. */
  async layersOf(
    reader: Reader,
    { brandId, scope }: FactsPlace,
    customerIds: readonly number[],
    day: Day,
    rules: LayerRules,
  ): Promise<{ customerId: number; layer: number }[]> {
    return queryIn(
      reader,
      customerIds,
      (list) => `SELECT customer_id AS customerId, ${layerSql(rules, day)} AS layer FROM customer_day
        WHERE brand_id = ? AND scope = ? AND customer_id IN (${list}) AND ${inForceOfCustomerSql(day)}`,
      [brandId, scope],
    );
  }

  /** Parts of lists that no mark names: facts of their day changed, or another list took their place. */
  async removeStrayLists(tx: Tx, brandId: number): Promise<void> {
    await tx.exec(
      `DELETE FROM layer_list WHERE brand_id = ? AND NOT EXISTS (SELECT 1 FROM layer_snapshot s
         WHERE s.brand_id = layer_list.brand_id AND s.day = layer_list.day AND s.scope = layer_list.scope
           AND s.model = layer_list.model AND s.layer = ${LIST_MARK} AND s.customers = layer_list.filler)`,
      [brandId],
    );
  }
}
