import { Injectable } from '@nestjs/common';
import { WHOLE_BRAND, type Day, type LayerRules } from '@liuliang/domain';
import type { Reader } from '../../platform/db/statements';
import { keysetSql, type Newest, type PageAsk } from '../../platform/http';
import type { SqlPart } from './buyers.queries';
import { storesSql } from './segment.queries';
import { inForceSql, layerSql } from './layer-sql';

/** Which customers a list shows; what is left out shows all. */
export interface CustomerListFilter {
  readonly brandId: number;
  /** Layer number on a day. */
  readonly layer?: { readonly number: number; readonly day: Day; readonly rules: LayerRules } | undefined;
  readonly isMember?: boolean | undefined;
  readonly tier?: number | undefined;
  /** Home stores that the reader may see; null: all. */
  readonly storeScope: readonly number[] | null;
}

@Injectable()
export class CustomerListQueries {
  /** Customers seen at least once, by when they were last seen, behind a place. */
  async seen(reader: Reader, filter: CustomerListFilter, page: PageAsk<Newest>): Promise<Newest[]> {
    const where = whereSql(filter);
    const { sql, values } = keysetSql(page, { atMs: 't.last_seen_at_ms', id: 't.customer_id' });
    return reader.query<Newest>(
      `SELECT t.customer_id AS id, t.last_seen_at_ms AS atMs
       FROM customer_total t JOIN customer c ON c.id = t.customer_id
       WHERE t.brand_id = ? ${where.sql}${sql}`,
      [filter.brandId, ...where.values, ...values],
    );
  }

  /** Customers of whom nothing but an identity is known, seen at no instant, by id. */
  async neverSeen(reader: Reader, filter: CustomerListFilter, page: PageAsk<Newest>): Promise<Newest[]> {
    const where = whereSql(filter);
    const { after } = page;
    const { sql, values } = keysetSql({ ...page, after: after && { id: after.id } }, { id: 'c.id' });
    return reader.query<Newest>(
      `SELECT c.id AS id, 0 AS atMs
       FROM customer c LEFT JOIN customer_total t ON t.customer_id = c.id
       WHERE c.brand_id = ? AND t.customer_id IS NULL ${where.sql}${sql}`,
      [filter.brandId, ...where.values, ...values],
    );
  }

  /** How many there are, but no more than so many. */
  async countUpTo(reader: Reader, filter: CustomerListFilter, max: number): Promise<number> {
    const where = whereSql(filter);
    const [row] = await reader.query<{ customers: number }>(
      `SELECT COUNT(*) AS customers FROM
       (SELECT c.id FROM customer c WHERE c.brand_id = ? ${where.sql} LIMIT ?) counted`,
      [filter.brandId, ...where.values, max],
    );
    return row?.customers ?? 0;
  }

  /** Whether each of these customers passes the filter. */
  async passing(
    reader: Reader,
    filter: CustomerListFilter,
    customerIds: readonly number[],
  ): Promise<number[]> {
    if (customerIds.length === 0) return [];
    const where = whereSql(filter);
    const rows = await reader.query<{ id: number }>(
      `SELECT c.id AS id FROM customer c
       WHERE c.brand_id = ? AND c.id IN (${customerIds.map(() => '?').join(',')}) ${where.sql} ORDER BY c.id`,
      [filter.brandId, ...customerIds, ...where.values],
    );
    return rows.map((row) => row.id);
  }

  /** Who bought the order with this number of the seller or this row id. */
  async buyersOf(reader: Reader, brandId: number, orderNumber: string, orderId: number): Promise<number[]> {
    const rows = await reader.query<{ customerId: number }>(
      `SELECT customer_id AS customerId FROM sale_order WHERE brand_id = ? AND order_key = ?
       UNION SELECT customer_id AS customerId FROM sale_order WHERE +brand_id = ? AND id = ?`,
      [brandId, Buffer.from(orderNumber), brandId, orderId],
    );
    return rows.map((row) => row.customerId);
  }
}

/** The pluses say that a list is walked in its order: what they stand before is for the people on the way alone. */
function whereSql({ brandId, layer, isMember, tier, storeScope }: CustomerListFilter): SqlPart {
  const stores = storesSql(storeScope);
  const conditions = ['AND +c.alias_of = 0', stores.sql];
  const values = [...stores.values];
  if (isMember !== undefined) conditions.push(isMember ? 'AND c.joined_at_ms > 0' : 'AND c.joined_at_ms = 0');
  if (tier !== undefined) {
    conditions.push('AND +c.id IN (SELECT customer_id FROM customer_tier WHERE brand_id = ? AND level = ?)');
    values.push(brandId, tier);
  }
  if (layer) {
    const isNone = layer.number === 0;
    conditions.push(`AND +c.id ${isNone ? 'NOT IN' : 'IN'} (SELECT customer_id FROM customer_day
      WHERE brand_id = ? AND scope = ${WHOLE_BRAND} AND ${inForceSql(layer.day)}
        AND ${layerSql(layer.rules, layer.day)} ${isNone ? '> 0' : `= ${Math.trunc(layer.number)}`})`);
    values.push(brandId);
  }
  return { sql: conditions.join(' '), values };
}
